import { qualified } from '../postgres/sql.ts';
import type { ToolContext } from './define.ts';

const archiveName = /\bgodwit_archive\s*\.\s*("(?:[^"]|"")+"|[a-z_][\w$]*)/gi;

/** The archive tables that a migration's text names and that are there after it ran, with their rows. */
export async function archiveRows(
  { provider, signal }: ToolContext,
  projectRef: string,
  query: string,
): Promise<{ table: string; rows: number }[]> {
  const names = new Set([...query.matchAll(archiveName)].map(([, name]) => unquoted(name ?? '')));
  const archives: { table: string; rows: number }[] = [];
  for (const name of names) {
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
