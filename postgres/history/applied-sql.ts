import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { GodwitError } from '../../errors.ts';
import type { AppliedSql } from '../provider.ts';
import { readMigrationFile, significantText } from '../script/index.ts';

/** What the history recorded of the SQL of each version, ascending; empty where nothing was ever applied. */
export async function listAppliedSql(session: ClientBase): Promise<AppliedSql[]> {
  const { rows } = await session.query<{ supabase: boolean; godwit: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null as supabase,
       to_regclass('godwit.migration') is not null as godwit`,
  );
  const [has] = rows;
  if (!has?.supabase) return [];
  const applied = await session.query<AppliedSql>(
    // Early tables of Supabase have the version only.
    `select s.version, coalesce(to_jsonb(s) ->> 'name', '') as name, to_jsonb(s) -> 'statements' as statements,
       ${has.godwit ? 'm.checksum' : 'null as checksum'}
     from supabase_migrations.schema_migrations s
     ${has.godwit ? 'left join godwit.migration m on m.version = s.version' : ''}
     order by s.version`,
  );
  return applied.rows;
}

/**
 * Whether a migration file holds the SQL that the history recorded: to the byte by its checksum, or by its statements,
 * comments and blanks aside. Null where the history recorded neither.
 */
export function isAsApplied(
  file: string,
  { checksum, statements }: Pick<AppliedSql, 'checksum' | 'statements'>,
): boolean | null {
  const sql = sqlOf(file);
  if (checksum !== null && createHash('sha256').update(sql).digest('hex') === checksum) return true;
  if (statements !== null && statements.length > 0)
    return significantText(sql) === significantText(statements.join(';\n'));
  return checksum === null ? null : false;
}

/** The head of our own files is not part of what was applied. */
function sqlOf(file: string): string {
  try {
    return readMigrationFile(file).sql;
  } catch (error) {
    if (error instanceof GodwitError) return file;
    throw error;
  }
}
