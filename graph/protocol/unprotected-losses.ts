import type { MigrationCandidate } from '../../agents/handoffs/index.ts';
import { ident, qualified } from '../../postgres/sql.ts';
import { appliedObservation } from '../../tools/recorded-migration.ts';
import type { Handing } from './accept.ts';

/**
 * What the migration drops that holds data in production and has no counted copy on the branch. Forbidden, whatever
 * a policy says: "dropping a column or table that holds data without a verified backup".
 */
export async function unprotectedLosses(
  { migration_hash }: MigrationCandidate,
  { state, context: { provider, signal } }: Handing,
): Promise<string | undefined> {
  const applied = appliedObservation(state.evidence, migration_hash);
  for (const { schema, table, column } of applied?.dropped ?? []) {
    const rows = await count(
      `SELECT count(${column === null ? '*' : 'c'}) AS n FROM ${source(schema, table, column)}`,
    );
    if (rows === 0) continue;
    if (!applied?.archives.some((archive) => archive.rows >= rows)) {
      const what = column === null ? `table ${schema}.${table}` : `column ${schema}.${table}.${column}`;
      return `Forbidden: the migration drops ${what}, which holds ${rows} values, and no archive in godwit_archive holds as many rows. Copy it there first.`;
    }
  }
  return undefined;

  async function count(sql: string): Promise<number> {
    const { rows } = await provider.executeSql(provider.productionRef, sql, { readOnly: true, signal });
    return Number(rows[0]?.n ?? 0);
  }
}

const source = (schema: string, table: string, column: string | null): string =>
  column === null
    ? qualified(schema, table)
    : `(SELECT ${ident(column)} AS c FROM ${qualified(schema, table)}) AS dropped`;
