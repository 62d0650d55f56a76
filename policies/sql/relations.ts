import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import type { SqlNode } from './parser.ts';
import type { SqlScope } from './scope.ts';
import { textOf } from './walk.ts';

/** Godwit's own schema and the history: whoever writes there forges what the engine believes. */
export const internalSchemas = new Set(['godwit', 'supabase_migrations']);

/** Catalogs and schemas that hold passwords, keys or connection strings. */
const secretRelations = new Set(
  'pg_authid pg_shadow pg_user_mapping pg_user_mappings pg_subscription pg_largeobject pg_hba_file_rules pg_ident_file_mappings pg_file_settings pg_statistic pg_statistic_ext_data'.split(
    ' ',
  ),
);
const secretSchemas = new Set(['vault', 'pgsodium', 'pgsodium_masks']);
const systemSchemas = new Set(['pg_catalog', 'information_schema', 'pg_toast']);

/** A table that a statement names anywhere. */
export function judgeRelation(relation: SqlNode, scope: SqlScope): Verdict | undefined {
  const schema = textOf(relation.schemaname);
  const name = textOf(relation.relname) ?? '';
  const written = schema === undefined ? name : `${schema}.${name}`;
  if ((schema === undefined || schema === 'pg_catalog') && secretRelations.has(name)) {
    return deny('sql/secret-relation', `${quote(written)} holds secrets of the server`);
  }
  if (schema !== undefined && secretSchemas.has(schema)) {
    return deny('sql/secret-relation', `schema ${quote(schema)} holds secrets`);
  }
  if (schema === 'auth' && scope.target !== 'migration') {
    return confirm('sql/auth-relation', `${quote(written)} holds credentials of users`);
  }
  return undefined;
}

/** A table that a statement writes to. */
export function judgeWrittenRelation(relation: SqlNode, scope: SqlScope): Verdict | undefined {
  const schema = textOf(relation.schemaname);
  const name = textOf(relation.relname) ?? '';
  const written = quote(schema === undefined ? name : `${schema}.${name}`);
  if (
    (schema !== undefined && systemSchemas.has(schema)) ||
    (schema === undefined && name.startsWith('pg_'))
  ) {
    return deny('sql/system-relation', `${written} belongs to Postgres`);
  }
  if (schema !== undefined && internalSchemas.has(schema)) {
    return deny('sql/internal-relation', `${written} is the record that the engine goes by`);
  }
  if (schema === 'godwit_archive' && scope.target !== 'migration') {
    return deny('sql/archive-relation', `${written} is the copy that a rollback restores from`);
  }
  return undefined;
}
