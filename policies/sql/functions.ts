import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { constantOf } from './constant.ts';
import {
  extensionFunctions,
  harmlessVolatileFunctions,
  stableFunctions,
  supabaseFunctions,
} from './known-functions.ts';
import type { SqlScope } from './scope.ts';

/** Functions that reach past the database or past the statement, by what they reach. */
const dangerous: readonly (readonly [RegExp, string])[] = [
  [
    /^pg_(?:read_(?:binary_)?file|stat_file|ls_\w+|current_logfile|file_\w+|logdir_ls|read_server_\w+)(?:_\w+)?$/,
    'files of the server',
  ],
  [/^lo_\w+$|^lo(?:read|write)$/, 'large objects and files of the server'],
  [/^dblink(?:_\w+)?$|^postgres_fdw_\w+$/, 'other databases'],
  [
    /^(?:http(?:_\w+)?|net_http_\w+|urlencode|curl_\w+|aws_\w+|table_import_from_s3|query_export_to_s3)$/,
    'the network',
  ],
  [/^(?:cron_\w+|schedule_in_database)$/, 'jobs that run later'],
  [
    /^(?:query|cursor|table|schema|database)_to_xml\w*$|^ts_(?:stat|rewrite)$|^xpath_table$|^crosstab\w*$|^connectby$|^query_to_\w+$/,
    'SQL inside a text',
  ],
  [/^(?:set_config|set_limit|setseed)$/, 'settings'],
  [/^(?:pg_reload_conf|pg_rotate_logfile\w*|pg_import_system_collations)$/, 'settings of the server'],
  [/^pg_(?:terminate|cancel)_backend$|^pg_log_backend_memory_contexts$/, 'other sessions'],
  [/^pg_(?:try_)?advisory_(?:unlock|lock)\w*$/, 'locks that outlive the transaction'],
  [
    /^pg_(?:create|drop|copy|logical|replication|switch|promote|wal_replay|backup|start_backup|stop_backup|export|sync_replication|stop_making)\w*$/,
    'replication and recovery',
  ],
  [
    /^pg_(?:stat_reset|stat_clear|stat_force|restore_\w+_stats|clear_\w+_stats)\w*$|^pg_stat_statements_reset$/,
    'statistics of the server',
  ],
  [
    /^(?:binary_upgrade_|pg_extension_config_dump|pg_nextoid|brin_|gin_clean|amvalidate|heap_force_|pg_truncate_visibility|pg_prewarm|pg_hba_file_rules|pg_ident_file_mappings|pg_show_all_file_settings|pg_control_|pg_get_shmem|pg_get_backend_memory|pg_get_wal|get_raw_page)/,
    'the inside of the server',
  ],
  [
    /^(?:fmgr_\w+|plpgsql_\w+handler|plpgsql_validator|plpython\w*|plperl\w*|pltcl\w*|plv8\w*|sys_(?:exec|eval)|pg_execute_\w+)$/,
    'code of other languages',
  ],
  [
    /^(?:pgp_\w+decrypt\w*|decrypt(?:_iv)?|crypto_\w+|vault_\w+|create_secret|update_secret|pgsodium_\w+)$/,
    'secrets',
  ],
];
const dangerousSchemas = new Map([
  ['cron', 'jobs that run later'],
  ['net', 'the network'],
  ['http', 'the network'],
  ['vault', 'secrets'],
  ['pgsodium', 'secrets'],
  ['dblink', 'other databases'],
  ['pgmq', 'queues'],
  ['supabase_functions', 'the network'],
]);

/** What a function reaches that no SQL of an agent may, or undefined. */
export function dangerOf(name: readonly string[]): string | undefined {
  const [schema, last] = name.length > 1 ? [name.at(-2), name.at(-1)] : [undefined, name[0]];
  const lower = (last ?? '').toLowerCase();
  return (
    dangerousSchemas.get((schema ?? '').toLowerCase()) ??
    dangerous.find(([pattern]) => pattern.test(lower))?.[1]
  );
}

/** What the policy says about a call of this function, or undefined when it has nothing against it. */
export function judgeFunction(
  name: readonly string[],
  scope: SqlScope,
  args: readonly unknown[] = [],
): Verdict | undefined {
  const written = name.join('.');
  if (isHarmlessSetting(name, scope, args)) return undefined;
  const danger = dangerOf(name);
  if (danger !== undefined) {
    return deny('sql/dangerous-function', `${quote(written)} reaches ${danger}`, 'Leave the call out.');
  }
  const [schema, last = ''] = name.length > 1 ? [name.at(-2), name.at(-1)] : [undefined, name[0]];
  if (schema === undefined || schema === 'pg_catalog') {
    if (stableFunctions.has(last) || harmlessVolatileFunctions.has(last)) return undefined;
    const writing = judgeWritingFunction(last, scope);
    if (writing !== 'unknown') return writing;
  }
  if (extensionFunctions.has(last) && ['public', 'extensions', undefined].includes(schema)) return undefined;
  if (supabaseFunctions.has(written)) return undefined;
  // What a definition only refers to runs later, by whoever uses the table: the database already trusts it.
  if (scope.created.has(last) || scope.referring) return undefined;
  return confirm(
    'sql/unknown-function',
    `it is not known what the function ${quote(written)} does`,
    'Use built-in functions, or let a person look at it.',
  );
}

/** Built-in functions that change something small: a sequence, a channel, the clock of the session. */
function judgeWritingFunction(name: string, { target }: SqlScope): Verdict | undefined | 'unknown' {
  if (name === 'nextval' || name === 'setval') {
    return target === 'production'
      ? deny('sql/write-on-production', `${name}() changes a sequence`, 'Do it on a branch of this run.')
      : undefined;
  }
  if (/^pg_sleep(?:_for|_until)?$/.test(name)) {
    return target === 'migration' ? undefined : confirm('sql/waits', `${name}() keeps a connection waiting`);
  }
  if (name === 'pg_notify') {
    return target === 'migration' ? undefined : confirm('sql/notifies', 'pg_notify() tells other sessions');
  }
  if (/^pg_(?:try_)?advisory_xact_lock(?:_shared)?$/.test(name)) {
    return target === 'production' ? confirm('sql/locks', `${name}() takes a lock`) : undefined;
  }
  return 'unknown';
}

/** How long a migration waits, also for the disk, flags of our own triggers, and triggers kept quiet while rows are only completed. */
const migrationSettings = /^(?:lock_timeout|statement_timeout|synchronous_commit|godwit\.\w+)$/;

/** `set_config('…', '…', true)`: by literals, for the transaction only. */
function isHarmlessSetting(name: readonly string[], scope: SqlScope, args: readonly unknown[]): boolean {
  if (name.at(-1) !== 'set_config' || scope.target !== 'migration' || args.length !== 3) return false;
  const [setting, value, local] = args.map(constantOf);
  if (typeof setting !== 'string' || typeof value !== 'string' || local !== true) return false;
  // Quiet triggers would be a hole in a function that outlives the migration.
  return migrationSettings.test(setting) || (setting === 'session_replication_role' && !scope.referring);
}
