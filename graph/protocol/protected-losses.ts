import type { MigrationCandidate } from '../../agents/handoffs/index.ts';
import { ident, qualified } from '../../postgres/sql.ts';
import { type Evidence, recordEvidence } from '../../tools/evidence.ts';
import { type AppliedObservation, appliedObservation } from '../../tools/recorded-migration.ts';
import type { Handing } from './acceptance.ts';

/** What a migration drops and production holds: values of a column, rows of a table. */
interface Loss {
  readonly what: string;
  /** Table whose archive has to hold it. */
  readonly table: string;
  readonly rows: number;
}

/**
 * Looks at what the migration drops that holds data in production. Forbidden, whatever a policy says: "dropping a
 * column or table that holds data without a verified backup". Every table that loses something needs an archive of
 * its own with as many rows, unless its values are in the column that a rename or move put beside it; what was counted
 * goes into the ledger.
 */
export async function protectedLosses(
  { migration_hash }: MigrationCandidate,
  handing: Handing,
): Promise<{ readonly refused: string } | { readonly evidence: Evidence }> {
  const applied = appliedObservation(handing.state.evidence, migration_hash);
  const { dropped = [], archives = [] } = applied ?? {};
  const elsewhere = await movedColumns(applied, handing);
  const losses: Loss[] = [];
  for (const one of dropped) if (!elsewhere.includes(nameOf(one))) losses.push(await countLoss(one, handing));
  const unprotected = firstUnprotected(losses, archives);
  if (unprotected !== undefined) {
    const { what, rows } = unprotected;
    return {
      refused: `Forbidden: the migration drops ${what}, which holds ${rows} values, and no archive in godwit_archive holds as many rows. Copy it there first.`,
    };
  }
  return { evidence: backup(migration_hash, losses, archives, elsewhere) };
}

type Dropped = AppliedObservation['dropped'][number];

const nameOf = ({ schema, table, column }: Dropped): string =>
  [schema, table, ...(column === null ? [] : [column])].join('.');

/**
 * Old columns of a rename or move whose every value production holds in the new place, to the letter. Only where the
 * SQL is the engine's own: its step asks the same again, in the transaction that drops the column.
 */
async function movedColumns(
  applied: AppliedObservation | undefined,
  { state, context: { provider, signal } }: Handing,
): Promise<string[]> {
  const { draft } = state;
  // By hand both columns of a pair can go at once, each with the other as its witness.
  if (applied === undefined || draft === null || draft.handwritten || applied.query !== draft.query)
    return [];
  const { tables } = await provider.readCatalog(provider.productionRef);
  const moved: string[] = [];
  for (const dropped of applied.dropped) {
    const { schema, table, column } = dropped;
    const restore = tables
      .find((one) => one.schema === schema && one.name === table)
      ?.syncs?.flatMap(({ restores }) => restores)
      .find((one) => one.column === column && one.exact);
    if (restore === undefined) continue;
    const sql = `SELECT count(*) AS n FROM ${qualified(schema, table)} WHERE ${restore.stale}`;
    const { rows } = await provider.executeSql(provider.productionRef, sql, { readOnly: true, signal });
    if (Number(rows[0]?.n) === 0) moved.push(nameOf(dropped));
  }
  return moved;
}

async function countLoss(
  { schema, table, column }: Dropped,
  { context: { provider, signal } }: Handing,
): Promise<Loss> {
  const from = qualified(schema, table);
  const sql =
    column === null
      ? `SELECT count(*) AS n FROM ${from}`
      : `SELECT count(c) AS n FROM (SELECT ${ident(column)} AS c FROM ${from}) AS dropped`;
  const { rows } = await provider.executeSql(provider.productionRef, sql, { readOnly: true, signal });
  const name = `${schema}.${table}`;
  const what = column === null ? `table ${name}` : `column ${name}.${column}`;
  return { what, table: name, rows: Number(rows[0]?.n ?? 0) };
}

/** The largest loss of each table against the archives, both from the largest down: each archive keeps one table. */
function firstUnprotected(
  losses: readonly Loss[],
  archives: AppliedObservation['archives'],
): Loss | undefined {
  const bySize = losses.filter(({ rows }) => rows > 0).toSorted((a, b) => b.rows - a.rows);
  const largest = bySize.filter((loss, at) => bySize.findIndex(({ table }) => table === loss.table) === at);
  const kept = archives.map(({ rows }) => rows).toSorted((a, b) => b - a);
  return largest.find(({ rows }, at) => (kept[at] ?? 0) < rows);
}

function backup(
  hash: string,
  losses: readonly Loss[],
  archives: AppliedObservation['archives'],
  elsewhere: readonly string[],
): Evidence {
  const lost = losses.map(({ what, rows }) => `${what} holds ${rows} values in production`);
  const kept = archives.map(({ table, rows }) => `${table} holds ${rows} rows`);
  const moved = elsewhere.map((column) => `every value of ${column} is in the column that took its place`);
  const summary = [...kept, ...moved, ...lost].join('; ') || 'no table and no column is dropped';
  const observed = { losses: losses.map((loss) => ({ ...loss })), archives, elsewhere: [...elsewhere] };
  return recordEvidence(
    { step: 'verify', fact: 'backup', subject: hash, ok: true, summary, observed },
    'engine',
    'handoff',
    new Date(),
  );
}
