import type { ClientBase } from 'pg';
import { listHistory } from '../../postgres/history/index.ts';
import type { CheckedMigration, LayoutName } from '../migration.ts';
import { HistoryNotReadable } from './errors.ts';

/** Where a tool keeps what it applied, and what of it names a migration of ours. */
interface ToolHistory {
  /** As the tool calls it by default. */
  readonly table: string;
  /** Rows with one column, `applied`. */
  readonly sql: string;
  readonly isApplied: (migration: CheckedMigration, applied: readonly string[]) => boolean;
}

const number = (text: string): bigint | null => (/^\d+$/.test(text) ? BigInt(text) : null);
const sameNumber = ({ version }: CheckedMigration, applied: readonly string[]): boolean =>
  applied.some((one) => number(one) !== null && number(one) === number(version));
const sameText = ({ version }: CheckedMigration, applied: readonly string[]): boolean =>
  applied.includes(version);
const folderOrFile = ({ file }: CheckedMigration, applied: readonly string[]): boolean => {
  const names = file.split('/').map((part) => part.replace(/\.sql$/, ''));
  return applied.some((one) => names.includes(one));
};

const histories: Readonly<Partial<Record<LayoutName, ToolHistory>>> = {
  // One row, the latest: everything up to it is applied.
  'golang-migrate': {
    table: 'public.schema_migrations',
    sql: `select version || case when dirty then ' is dirty: it failed half-way' else '' end as applied
      from public.schema_migrations`,
    isApplied({ version }, [latest = '-1']) {
      if (latest.includes('dirty')) throw new Error(`version ${latest}`);
      return (number(version) ?? 0n) <= BigInt(latest);
    },
  },
  sqlx: {
    table: 'public._sqlx_migrations',
    sql: 'select version::text as applied from public._sqlx_migrations where success',
    isApplied: sameNumber,
  },
  diesel: {
    table: 'public.__diesel_schema_migrations',
    sql: 'select version::text as applied from public.__diesel_schema_migrations',
    isApplied: sameText,
  },
  prisma: {
    table: 'public._prisma_migrations',
    sql: `select migration_name as applied from public._prisma_migrations
      where finished_at is not null and rolled_back_at is null`,
    isApplied: folderOrFile,
  },
  // Since 1.0 by the names of the folders; before, all up to the latest time. `drizzle-kit up` makes a folder's name of
  // the old time, to the second.
  drizzle: {
    table: 'drizzle.__drizzle_migrations',
    sql: `select kind || value as applied
      from drizzle.__drizzle_migrations m, to_jsonb(m) as kept, lateral (values
        ('time ', kept ->> 'created_at'),
        (case when kept ? 'name' then 'name ' else 'second ' end,
          case when kept ? 'name' then kept ->> 'name' else (m.created_at / 1000)::text end)
      ) as facts (kind, value)
      where value is not null`,
    isApplied({ file, time = 0 }, applied) {
      const folder = file.split('/').at(-2);
      if (folder !== undefined) {
        return applied.includes(`name ${folder}`) || applied.includes(`second ${time / 1000}`);
      }
      return applied.some((one) => one.startsWith('time ') && Number(one.slice(5)) >= time);
    },
  },
  dbmate: {
    table: 'public.schema_migrations',
    sql: 'select version::text as applied from public.schema_migrations',
    isApplied: sameText,
  },
  goose: {
    table: 'public.goose_db_version',
    sql: `select version_id::text as applied from (
        select distinct on (version_id) version_id, is_applied from public.goose_db_version
        order by version_id, id desc
      ) latest where is_applied`,
    isApplied: sameNumber,
  },
  flyway: {
    table: 'public.flyway_schema_history',
    sql: 'select version as applied from public.flyway_schema_history where success and version is not null',
    isApplied: sameText,
  },
  'node-pg-migrate': {
    table: 'public.pgmigrations',
    sql: 'select name as applied from public.pgmigrations',
    isApplied: folderOrFile,
  },
};

/**
 * Those of the migrations that a database has already: by its tool's own history, else by the one that Supabase and
 * Godwit keep. @throws HistoryNotReadable
 */
export async function appliedMigrations(
  session: ClientBase,
  layout: LayoutName,
  migrations: readonly CheckedMigration[],
): Promise<CheckedMigration[]> {
  const history = histories[layout];
  if (history !== undefined && (await exists(session, history.table))) {
    try {
      const { rows } = await session.query<{ applied: string }>(history.sql);
      const applied = rows.map((row) => row.applied);
      return migrations.filter((migration) => history.isApplied(migration, applied));
    } catch (error) {
      throw new HistoryNotReadable(history.table, error);
    }
  }
  const applied = (await listHistory(session)).map(({ version }) => version);
  return migrations.filter((migration) => sameText(migration, applied));
}

async function exists(session: ClientBase, table: string): Promise<boolean> {
  const { rows } = await session.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  return rows[0]?.there === true;
}
