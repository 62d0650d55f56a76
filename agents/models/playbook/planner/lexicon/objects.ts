import type { CatalogConstraint } from '../../../../../postgres/catalog/catalog.ts';
import { phrases } from './phrases.ts';

export type ConstraintKind = Exclude<CatalogConstraint['kind'], 'not null'>;

/** What people call the kinds of constraints. */
export const constraintKinds: readonly (readonly [readonly string[], ConstraintKind])[] = [
  [phrases('check | check constraint | range check | prufung'), 'check'],
  [
    phrases(
      'unique | uniqueness | unique constraint | unique key | unique index constraint | eindeutigkeit | unicidad',
    ),
    'unique',
  ],
  [
    phrases(
      'foreign key | fk | foreign-key | fremdschlussel | clave foranea | cle etrangere | chave estrangeira',
    ),
    'foreign key',
  ],
  [
    phrases('primary key | pk | primarschlussel | clave primaria | cle primaire | chave primaria'),
    'primary key',
  ],
  [phrases('exclusion | exclude | exclusion constraint'), 'exclusion'],
];

/** Words for rights on a table. */
export const privilegeWords: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    phrases('read-only | read only | read | reading | select | view | query | lesen | leer | lire | ler'),
    ['select'],
  ],
  [
    phrases('full | all | all privileges | read/write | read-write | crud'),
    ['select', 'insert', 'update', 'delete'],
  ],
  [phrases('write'), ['insert', 'update', 'delete']],
  [phrases('insert'), ['insert']],
  [phrases('update'), ['update']],
  [phrases('delete'), ['delete']],
];

/** Extensions by name, and by what people call them. */
export const extensions: Readonly<Record<string, string>> = {
  pg_trgm: 'pg_trgm',
  trgm: 'pg_trgm',
  citext: 'citext',
  pgcrypto: 'pgcrypto',
  'uuid-ossp': 'uuid-ossp',
  postgis: 'postgis',
  pgvector: 'vector',
  unaccent: 'unaccent',
  hstore: 'hstore',
  ltree: 'ltree',
  btree_gin: 'btree_gin',
  btree_gist: 'btree_gist',
  fuzzystrmatch: 'fuzzystrmatch',
  pg_stat_statements: 'pg_stat_statements',
  pg_cron: 'pg_cron',
  pg_net: 'pg_net',
  tablefunc: 'tablefunc',
  intarray: 'intarray',
  pg_partman: 'pg_partman',
  timescaledb: 'timescaledb',
};
