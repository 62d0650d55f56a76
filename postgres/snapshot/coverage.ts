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
const kindsSql = readFileSync(asset('postgres/snapshot/coverage-kinds.sql'), 'utf8');

/**
 * Fails where the database holds an object of a kind that no rule describes, so that it cannot vanish from a proof.
 * A newer server's catalogs are found here too. @throws UncoveredObjectKind
 */
export async function checkCoverage(session: ClientBase, covered = coveredCatalogs): Promise<void> {
  const catalogs = await session.query<{ catalog: string; has_oid: boolean }>(catalogsSql);
  for (const { catalog, has_oid } of catalogs.rows) {
    if (covered.has(catalog)) continue;
    // Objects made after initdb have an OID of at least 16384.
    const found = await session.query(
      `select from pg_catalog.${session.escapeIdentifier(catalog)} ${has_oid ? 'where oid >= 16384' : ''} limit 1`,
    );
    if (found.rowCount) throw new UncoveredObjectKind(`rows of ${catalog}`, null);
  }
  const kinds = await session.query<{ kind: string; example: string }>(kindsSql);
  const [unknown] = kinds.rows;
  if (unknown) throw new UncoveredObjectKind(unknown.kind, unknown.example);
}
