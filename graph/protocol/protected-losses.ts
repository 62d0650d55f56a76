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
 * its own with as many rows; what was counted goes into the ledger.
 */
export async function protectedLosses(
  { migration_hash }: MigrationCandidate,
  handing: Handing,
): Promise<{ readonly refused: string } | { readonly evidence: Evidence }> {
  const { dropped = [], archives = [] } = appliedObservation(handing.state.evidence, migration_hash) ?? {};
  const losses: Loss[] = [];
  for (const one of dropped) losses.push(await countLoss(one, handing));
  const unprotected = firstUnprotected(losses, archives);
  if (unprotected !== undefined) {
    const { what, rows } = unprotected;
    return {
      refused: `Forbidden: the migration drops ${what}, which holds ${rows} values, and no archive in godwit_archive holds as many rows. Copy it there first.`,
    };
  }
  return { evidence: backup(migration_hash, losses, archives) };
}

async function countLoss(
  { schema, table, column }: AppliedObservation['dropped'][number],
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

function backup(hash: string, losses: readonly Loss[], archives: AppliedObservation['archives']): Evidence {
  const lost = losses.map(({ what, rows }) => `${what} holds ${rows} values in production`);
  const kept = archives.map(({ table, rows }) => `${table} holds ${rows} rows`);
  const summary = [...kept, ...lost].join('; ') || 'no table and no column is dropped';
  const observed = { losses: losses.map((loss) => ({ ...loss })), archives };
  return recordEvidence(
    { step: 'verify', fact: 'backup', subject: hash, ok: true, summary, observed },
    'engine',
    'handoff',
    new Date(),
  );
}
