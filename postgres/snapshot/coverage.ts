import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import { UncoveredObjectKind } from './errors.ts';

/** Catalogs that an area reads. */
const read = [
  ...[
    'aggregate',
    'am',
    'amop',
    'amproc',
    'attrdef',
    'attribute',
    'cast',
    'class',
    'collation',
    'constraint',
  ],
  ...[
    'conversion',
    'default_acl',
    'description',
    'enum',
    'event_trigger',
    'extension',
    'foreign_data_wrapper',
  ],
  ...['foreign_server', 'foreign_table', 'index', 'inherits', 'language', 'namespace', 'opclass', 'operator'],
  ...[
    'opfamily',
    'partitioned_table',
    'policy',
    'proc',
    'publication',
    'publication_namespace',
    'publication_rel',
  ],
  ...['range', 'rewrite', 'seclabel', 'sequence', 'statistic_ext', 'transform', 'trigger', 'ts_config'],
  ...['ts_config_map', 'ts_dict', 'ts_parser', 'ts_template', 'type', 'user_mapping'],
];

/** Catalogs left out on purpose. */
const leftOut = [
  'depend', // how objects hang together; follows from them
  'init_privs', // privileges an extension's script set; the extension counts
  'statistic', // of the planner
  'statistic_ext_data', // of the planner
  'largeobject', // data: see postgres/data
  'largeobject_metadata',
  'subscription_rel', // progress of a subscription
];

/** Names of the catalogs for which the snapshot answers. */
export const coveredCatalogs: ReadonlySet<string> = new Set(
  [...read, ...leftOut].map((name) => `pg_${name}`),
);

const catalogsSql = readFileSync(asset('postgres/snapshot/coverage.sql'), 'utf8');
/** One row, `kind` and `example`, where a covered catalog holds a kind that the rules do not know. */
export const kindsSql = readFileSync(asset('postgres/snapshot/coverage-kinds.sql'), 'utf8');

/**
 * Fails where the database holds an object of a kind that no rule describes, so that it cannot vanish from a proof.
 * A newer server's catalogs are found here too. @throws UncoveredObjectKind
 */
export async function checkCoverage(session: ClientBase, covered = coveredCatalogs): Promise<void> {
  for (const { catalog, sql } of await uncoveredCatalogs(session, covered)) {
    if ((await session.query(sql)).rowCount) throw new UncoveredObjectKind(`rows of ${catalog}`, null);
  }
  const kinds = await session.query<{ kind: string; example: string }>(kindsSql);
  const [unknown] = kinds.rows;
  if (unknown) throw new UncoveredObjectKind(unknown.kind, unknown.example);
}

/** Catalogs of this server that no area reads, with the query that has a row where a database uses one. */
export async function uncoveredCatalogs(
  session: ClientBase,
  covered = coveredCatalogs,
): Promise<{ readonly catalog: string; readonly sql: string }[]> {
  const { rows } = await session.query<{ catalog: string; has_oid: boolean }>(catalogsSql);
  return rows
    .filter(({ catalog }) => !covered.has(catalog))
    .map(({ catalog, has_oid }) => {
      // Objects made after initdb have an OID of at least 16384.
      const condition = has_oid ? 'where oid >= 16384' : '';
      return {
        catalog,
        sql: `select from pg_catalog.${session.escapeIdentifier(catalog)} ${condition} limit 1`,
      };
    });
}
