import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import { inOneSnapshot } from '../snapshot/stable-output.ts';
import type {
  Catalog,
  CatalogArchive,
  CatalogColumn,
  CatalogConstraint,
  CatalogDependent,
  CatalogIndex,
  CatalogPolicy,
  CatalogRoutine,
  CatalogSync,
  CatalogTable,
  CatalogTrigger,
  CatalogType,
  Owned,
} from './catalog.ts';
import { readSyncNote, type SyncNote } from './sync-note.ts';

type Database = Omit<Catalog, 'tables' | 'enums' | 'archived' | Listed>;
/** What a query of the same name lists. */
type Listed = 'routines' | 'types' | 'schemas' | 'sequences';
type Enum = Catalog['enums'][number];
/** A table without its parts, and its OID, by which the parts find it. */
type Head = Identified<
  Omit<
    CatalogTable,
    | 'columns'
    | 'primaryKey'
    | 'constraints'
    | 'indexes'
    | 'policies'
    | 'dependents'
    | 'syncs'
    | 'triggerDefinitions'
  >
>;
type Identified<T> = T & { readonly id: string };

const names = [
  'database',
  'archived',
  'enums',
  'tables',
  'columns',
  'constraints',
  'indexes',
  'policies',
  'dependents',
  'syncs',
  'triggers',
  'routines',
  'types',
  'schemas',
  'sequences',
] as const;
type Query = (typeof names)[number];

const sql = Object.fromEntries(
  names.map((name) => [name, readFileSync(asset(`postgres/catalog/queries/${name}.sql`), 'utf8')]),
) as Record<Query, string>;

/**
 * The schema at one moment, from pg_catalog alone: a role without any grant on a table can read it. What the archives
 * are about is read where the role may. The session must not be in a transaction.
 */
export async function readCatalog(session: ClientBase): Promise<Catalog> {
  return inOneSnapshot(session, async () => {
    const rows = async <Row>(name: Query): Promise<Row[]> => (await session.query(sql[name])).rows;
    const [database] = await rows<Database & { archivesReadable: boolean }>('database');
    if (database === undefined) throw new Error('database.sql returned no row');
    const { archivesReadable, ...facts } = database;
    const enums = await rows<Enum>('enums');
    const tables = await rows<Head>('tables');
    const columns = await parts<CatalogColumn>(rows, 'columns');
    const constraints = await parts<CatalogConstraint>(rows, 'constraints');
    const indexes = await parts<CatalogIndex>(rows, 'indexes');
    const policies = await parts<CatalogPolicy>(rows, 'policies');
    const dependents = await parts<CatalogDependent>(rows, 'dependents');
    const syncs = await parts<Omit<CatalogSync, keyof SyncNote> & { comment: string | null }>(rows, 'syncs');
    const triggers = await parts<CatalogTrigger>(rows, 'triggers');
    return {
      ...facts,
      ...(archivesReadable ? { archived: await rows<CatalogArchive>('archived') } : {}),
      enums,
      routines: await rows<CatalogRoutine>('routines'),
      types: await rows<CatalogType>('types'),
      schemas: await rows<Owned>('schemas'),
      sequences: await rows<Owned & { schema: string }>('sequences'),
      tables: tables.map(({ id, bytes, ...head }) => {
        const own = constraints.get(id) ?? [];
        return {
          ...head,
          bytes: Number(bytes),
          columns: columns.get(id) ?? [],
          primaryKey: own.find(({ kind }) => kind === 'primary key')?.columns ?? [],
          constraints: own,
          indexes: indexes.get(id) ?? [],
          policies: policies.get(id) ?? [],
          dependents: dependents.get(id) ?? [],
          triggerDefinitions: triggers.get(id) ?? [],
          syncs: (syncs.get(id) ?? []).map(({ comment, ...sync }) => ({
            ...sync,
            ...readSyncNote(comment, `${id} ${sync.trigger}`),
          })),
        };
      }),
    };
  });
}

/** Rows by the table they belong to, in the order of the query. */
async function parts<Part>(
  rows: <Row>(name: Query) => Promise<Row[]>,
  name: Query,
): Promise<ReadonlyMap<string, Part[]>> {
  const byTable = new Map<string, Part[]>();
  for (const row of await rows<Identified<Part>>(name)) {
    const { id, ...part } = row;
    const list = byTable.get(id);
    // What is left of an identified part without its id is the part.
    if (list === undefined) byTable.set(id, [part as unknown as Part]);
    else list.push(part as unknown as Part);
  }
  return byTable;
}
