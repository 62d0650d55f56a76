import { recordName } from '../postgres/operations/archive.ts';
import { qualified } from '../postgres/sql.ts';
import type { ToolContext } from './define.ts';

const archiveName = /\bgodwit_archive"?\s*\.\s*("(?:[^"]|"")+"|[a-z_][\w$]*)/gi;
/** A table that is dropped is moved there, with its rows, instead of copied. */
const movedName = /("(?:[^"]|"")+"|[a-z_][\w$]*)\s+SET\s+SCHEMA\s+"?godwit_archive\b/gi;

/**
 * The archive tables that a migration's text names and that are there after it ran, with their rows. One that
 * production has already keeps something else.
 */
export async function archiveRows(
  { provider, signal }: ToolContext,
  projectRef: string,
  query: string,
): Promise<{ table: string; rows: number }[]> {
  const older = new Set((await provider.readCatalog(provider.productionRef)).archives ?? []);
  const names = new Set(
    [archiveName, movedName].flatMap((pattern) =>
      [...query.matchAll(pattern)].map(([, name]) => unquoted(name ?? '')),
    ),
  );
  const archives: { table: string; rows: number }[] = [];
  for (const name of names) {
    if (older.has(name) || name === recordName) continue;
    const table = qualified('godwit_archive', name);
    const there = await provider.executeSql(
      projectRef,
      `SELECT count(*)::int AS n FROM pg_class WHERE oid = to_regclass('${table.replaceAll("'", "''")}') AND relkind IN ('r', 'p')`,
      { readOnly: true, signal },
    );
    if (Number(there.rows[0]?.n) === 0) continue;
    const { rows } = await provider.executeSql(projectRef, `SELECT count(*) AS n FROM ${table}`, {
      readOnly: true,
      signal,
    });
    archives.push({ table: `godwit_archive.${name}`, rows: Number(rows[0]?.n ?? 0) });
  }
  return archives;
}

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
