import type { Catalog, CatalogColumn, CatalogTable } from '../catalog/catalog.ts';
import { ident, identList, literal, qualified } from '../sql.ts';
import {
  type Archive,
  archiveColumns,
  archiveKey,
  archiveOf,
  archiveSchema,
  createArchive,
  dropArchive,
  restored,
  stored,
} from './archive.ts';
import { batchBlock, inBatch, quiet } from './batch.ts';
import { foreignKeys, fullName, sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { batched, transactional } from './plan.ts';
import { fromKeyword } from './tokens.ts';

/* Deleting rows so that they can come back: each goes into an archive, whole, in the statement that deletes it. */

/** A foreign key of any table that refers to rows of this one. */
export interface Referencing {
  readonly child: CatalogTable;
  readonly name: string;
  readonly columns: readonly string[];
  readonly to: readonly string[];
}

export const referencing = (catalog: Catalog, { schema, name }: CatalogTable): Referencing[] =>
  catalog.tables.flatMap((child) =>
    child.constraints.flatMap((key) =>
      key.kind === 'foreign key' && key.references?.schema === schema && key.references.table === name
        ? [{ child, name: key.name, columns: key.columns, to: key.references.columns }]
        : [],
    ),
  );

/** Condition over a row, under the table's own name or an alias: somebody refers to it. */
export const isReferenced = (keys: readonly Referencing[], row: string): string =>
  keys.length === 0
    ? 'false'
    : `(${keys
        .map(
          ({ child, columns, to }) =>
            `EXISTS (SELECT FROM ${sqlName(child)} AS godwit_child WHERE ` +
            `${columns.map((column, at) => `godwit_child.${ident(column)} = ${row}.${ident(to[at] ?? '')}`).join(' AND ')})`,
        )
        .join(' OR ')})`;

export const deletedRows = (catalog: Catalog, table: CatalogTable): Archive =>
  archiveOf(catalog, table, ['deleted'], 'its rows could not be found again');

interface Kept {
  readonly column: CatalogColumn;
  /** Its name in the archive. */
  readonly as: string;
}

/** All columns that hold something of their own, the key first. */
function keptColumns({ key, table }: Archive): Kept[] {
  const others = table.columns.filter((column) => column.generated === null && !key.includes(column));
  return [
    ...key.map((column, at) => ({ column, as: `k${at + 1}` })),
    ...others.map((column, at) => ({ column, as: `c${at + 1}` })),
  ];
}

/**
 * Deletes the rows of which `doomed` is true, unless somebody refers to them. `mayDangle`: a column whose foreign
 * key the rows broke before already.
 */
export function deletionSteps(
  archive: Archive,
  doomed: string,
  keys: readonly Referencing[],
  mayDangle?: string,
): [StepDraft, StepDraft] {
  const { table } = archive;
  const at = sqlName(table);
  const kept = keptColumns(archive);
  const own = ident(table.name);
  const todo = `${doomed} AND NOT ${isReferenced(keys, own)}`;
  const values = kept.map(({ column }) => stored(`${own}.${ident(column.name)}`, column.type)).join(', ');
  const create = transactional(
    createArchive(
      archive,
      [
        ...kept.slice(archive.key.length).map(({ column, as }) => [as, column.type] as const),
        // Whether the way back found a place for it.
        ['back', 'boolean'],
      ],
      `deleted rows of ${fullName(table)}`,
    ),
    dropArchive(archive),
    [],
  );
  const remove = batched(
    batchBlock({
      table,
      todo,
      locks: 'UPDATE',
      work: [
        `WITH godwit_gone AS (DELETE FROM ${at} WHERE ${inBatch} AND ${todo} RETURNING ${values}) ` +
          `INSERT INTO ${archive.at} (${kept.map(({ as }) => as).join(', ')}) SELECT * FROM godwit_gone`,
      ],
    }),
    putBack(archive, kept, mayDangle),
  );
  return [create, remove];
}

/** A row whose key is taken, or whose parent is gone since, cannot come back: a warning says so. */
function putBack(archive: Archive, kept: readonly Kept[], mayDangle: string | undefined): string {
  const { table, name } = archive;
  const at = sqlName(table);
  const value = (column: string): string => {
    const found = kept.find((one) => one.column.name === column);
    return found === undefined ? 'NULL' : restored(`godwit_kept.${found.as}`, found.column.type);
  };
  const parents = foreignKeys(table).flatMap(({ columns, references }) => {
    if (columns.includes(mayDangle ?? '')) return [];
    const same = columns.map(
      (column, index) => `godwit_parent.${ident(references.columns[index] ?? '')} = ${value(column)}`,
    );
    const open = columns.map((column) => `${value(column)} IS NULL OR `).join('');
    return [
      `(${open}EXISTS (SELECT FROM ${qualified(references.schema, references.table)} AS godwit_parent WHERE ${same.join(' AND ')}))`,
    ];
  });
  const { free, arbiter } = freePlace(table, value);
  const rows = `FROM ${archive.at} AS godwit_kept WHERE ${inBatch} AND back IS NULL`;
  return batchBlock({
    table: { schema: archiveSchema, name: name.slice(archiveSchema.length + 1) },
    todo: 'back IS NULL',
    // Without its triggers, so that a row comes back as it was; those that guard keys are needed where there are keys.
    each: table.triggers.length > 0 || mayDangle !== undefined ? quiet : [],
    work: [
      `WITH godwit_back AS (INSERT INTO ${at} (${identList(kept.map(({ column }) => column.name))}) OVERRIDING SYSTEM VALUE ` +
        `SELECT ${kept.map(({ column }) => value(column.name)).join(', ')} ${[rows, ...parents, ...free].join(' AND ')} ` +
        `${arbiter}RETURNING ${archiveKey(archive)}) ` +
        `UPDATE ${archive.at} AS godwit_kept SET back = (${archiveColumns(archive)}) IN (SELECT * FROM godwit_back) ` +
        `WHERE ${inBatch} AND back IS NULL`,
    ],
    finally: [
      `IF EXISTS (SELECT FROM ${archive.at} WHERE NOT back) THEN
    RAISE WARNING '% rows of % did not come back: their place is taken, or what they refer to is gone',
      (SELECT count(*) FROM ${archive.at} WHERE NOT back), ${literal(fullName(table))};
  END IF`,
    ],
  });
}

/**
 * When the place of a row is free. PostgreSQL itself passes a taken one by, but not where a constraint is deferrable:
 * there each key is looked for, and one that somebody takes at that very moment fails the statement, which may be
 * run again. Of a key over an expression, or of some rows only, it is not known here.
 */
function freePlace(
  table: CatalogTable,
  value: (column: string) => string,
): { free: string[]; arbiter: string } {
  const deferrable = table.constraints.some(
    ({ kind, definition }) => kind !== 'foreign key' && / DEFERRABLE(?: INITIALLY \w+)?$/.test(definition),
  );
  if (!deferrable) return { free: [], arbiter: 'ON CONFLICT DO NOTHING ' };
  const keys = table.indexes.flatMap(({ unique, columns, definition }) => {
    const names = columns.flatMap((name) => name ?? []);
    return unique && names.length === columns.length && fromKeyword(definition, 'WHERE') === ''
      ? [names]
      : [];
  });
  return {
    free: keys.map(
      (columns) =>
        `NOT EXISTS (SELECT FROM ${sqlName(table)} AS godwit_taken WHERE ` +
        `${columns.map((column) => `godwit_taken.${ident(column)} = ${value(column)}`).join(' AND ')})`,
    ),
    arbiter: '',
  };
}
