import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { GodwitError } from '../../errors.ts';
import { asset } from '../../package-root.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/index.ts';
import { listAppliedSql } from '../history/index.ts';
import { archiveSchema } from '../operations/archive.ts';
import { compileOperations } from '../operations/index.ts';
import type { AppliedSql } from '../provider.ts';
import { qualified } from '../sql.ts';

/** What a migration dropped or overwrote, as it is kept. */
export interface KeptArchive {
  /** Of the table in schema `godwit_archive`. */
  readonly name: string;
  /** In words; null where nothing is recorded. */
  readonly holds: string | null;
  readonly rows: number;
  /** False: `rows` is the planner's estimate. */
  readonly counted: boolean;
  readonly bytes: number;
  /** ISO 8601, UTC, as the others. */
  readonly archivedAt: string | null;
  readonly expiresAt: string | null;
  readonly expired: boolean;
  /** When what it holds came back; it stays until it is purged. */
  readonly restoredAt: string | null;
  /** Version of the step that made it; null where the history does not say. */
  readonly version: string | null;
  readonly migration: string | null;
  /** Which made that migration; null where it was no run of ours. */
  readonly run: string | null;
  /** Null where it can be restored, else why not and what to do. */
  readonly obstacle: { readonly reason: string; readonly hint: string | null } | null;
}

const query = (name: string): string => readFileSync(asset(`postgres/archives/${name}.sql`), 'utf8');
const tablesSql = query('archives');
const recordsSql = query('records');

interface Table {
  readonly name: string;
  readonly estimate: number;
  readonly bytes: number;
}
type Record = Pick<KeptArchive, 'name' | 'holds' | 'archivedAt' | 'expiresAt' | 'restoredAt' | 'expired'>;

/** Above, counting would read for seconds. */
const countedBytes = 512 * 1024 * 1024;

/** Every archive of the database, by name. The session must not be in a transaction. */
export async function listArchives(session: ClientBase): Promise<KeptArchive[]> {
  const catalog = await readCatalog(session);
  const { rows: tables } = await session.query<Table>(tablesSql);
  const { rows: records } =
    catalog.archived === undefined ? { rows: [] } : await session.query<Record>(recordsSql);
  const history = tables.length === 0 ? [] : await listAppliedSql(session);
  const archives: KeptArchive[] = [];
  for (const table of tables) {
    const record = records.find(({ name }) => name === table.name);
    const made = madeBy(table.name, history);
    archives.push({
      ...{ holds: null, archivedAt: null, expiresAt: null, restoredAt: null, expired: false },
      ...record,
      name: table.name,
      bytes: table.bytes,
      ...(await rowsOf(session, table)),
      version: made?.version ?? null,
      migration: made?.name ?? null,
      run: made === undefined ? null : await runOf(session, made.version),
      obstacle: obstacle(table.name, catalog),
    });
  }
  return archives;
}

async function rowsOf(
  session: ClientBase,
  { name, bytes, estimate }: Table,
): Promise<Pick<KeptArchive, 'rows' | 'counted'>> {
  if (bytes > countedBytes) return { rows: estimate, counted: false };
  const { rows } = await session.query<{ n: number }>(
    `SELECT count(*)::float8 AS n FROM ${qualified(archiveSchema, name)}`,
  );
  return { rows: rows[0]?.n ?? 0, counted: true };
}

/** The newest migration whose SQL records it. */
function madeBy(archive: string, history: readonly AppliedSql[]): AppliedSql | undefined {
  const record = `INSERT INTO ${archiveSchema}.archived (name, holds, object, expires_at) VALUES ('${archive.replaceAll("'", "''")}', `;
  return history.findLast(({ statements }) => (statements ?? []).some((sql) => sql.includes(record)));
}

async function runOf(session: ClientBase, version: string): Promise<string | null> {
  const { rows: here } = await session.query(`SELECT WHERE to_regclass('godwit.migration') IS NOT NULL`);
  if (here.length === 0) return null;
  const { rows } = await session.query<{ run: string }>(
    'SELECT run_id AS run FROM godwit.migration WHERE version = $1',
    [version],
  );
  return rows[0]?.run ?? null;
}

function obstacle(name: string, catalog: Catalog): KeptArchive['obstacle'] {
  try {
    compileOperations([{ op: 'restore_archive', name }], catalog);
    return null;
  } catch (error) {
    if (!(error instanceof GodwitError)) throw error;
    return {
      reason: error.message.replace(`${archiveSchema}.${name}: `, ''),
      hint: error.hint ?? null,
    };
  }
}
