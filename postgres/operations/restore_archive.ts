import { z } from 'zod';
import type { ArchivedObject, Catalog, CatalogArchive } from '../catalog/catalog.ts';
import { archiveSchema, recordName } from './archive.ts';
import { tableAway } from './drop_table.ts';
import { OperationRefused, UnknownPart } from './errors.ts';
import { newTable } from './evolve.ts';
import { name } from './fields.ts';
import { assertNoTable, findTable } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, reversed } from './plan.ts';
import { assertReferenced, restoredColumn } from './restored-column.ts';

export const RestoreArchive = z.object({
  op: z.literal('restore_archive'),
  name: name.describe('name of the table in schema godwit_archive that keeps what was dropped'),
});
export type RestoreArchive = z.infer<typeof RestoreArchive>;

/**
 * What a migration dropped comes back, with its rows, type, default, constraints, indexes and grants as they were
 * recorded. The way back of a table moves it away again; that of a column takes along what was written since.
 */
export const restoreArchive = defineOperation<'restore_archive', RestoreArchive>({
  kind: 'restore_archive',
  params: RestoreArchive,
  describe: (params) => `restore what ${archiveSchema}.${params.name} keeps`,
  plan(params, catalog) {
    const { object } = subject(params, catalog);
    if (object.kind === 'column') return restoredColumn(params.name, object, catalog).plan;
    const [first, ...rest] = reversed(tableAway(tableOf(object), params.name, catalog.keepArchivesDays));
    if (first === undefined) throw new Error('a table is moved by at least one step');
    return operationPlan([first, ...rest], {
      breaking: object.foreignKeys.map(
        ({ name: key }) =>
          `${key} refuses again what the rows of ${object.schema}.${object.table} stand in the way of`,
      ),
    });
  },
  apply(params, catalog) {
    const { object } = subject(params, catalog);
    if (object.kind === 'column') return restoredColumn(params.name, object, catalog).after;
    return {
      ...catalog,
      tables: [...catalog.tables, tableOf(object)],
      archives: (catalog.archives ?? []).filter((archive) => archive !== params.name),
    };
  },
});

const tableOf = ({ schema, table, foreignKeys }: Extract<ArchivedObject, { kind: 'table' }>) => ({
  ...newTable(schema, table, [], []),
  constraints: foreignKeys,
});

/** @throws UnknownPart, OperationRefused */
function subject(
  { name: archive }: RestoreArchive,
  catalog: Catalog,
): CatalogArchive & { readonly object: ArchivedObject } {
  const at = `${archiveSchema}.${archive}`;
  const there = (catalog.archives ?? []).filter((one) => one !== recordName);
  const records = catalog.archived ?? [];
  const record = records.find((one) => one.name === archive);
  if (!there.includes(archive)) {
    if (record === undefined) {
      const known = records.map((one) => one.name).filter((one) => there.includes(one));
      throw new UnknownPart('archive', archive, known);
    }
    throw new OperationRefused(at, 'it is gone for good', 'look for it in a backup');
  }
  const object = record?.object ?? null;
  if (object === null) {
    throw new OperationRefused(
      at,
      record === undefined
        ? 'nothing is recorded about it'
        : `it keeps ${record.holds}, no dropped column or table`,
      'the rollback of the migration that made it takes it back',
    );
  }
  if (object.kind === 'table') {
    assertFree(at, object, catalog);
    assertReferenced(at, object.foreignKeys, catalog);
  }
  return { ...record, name: archive, holds: record?.holds ?? '', object };
}

function assertFree(
  at: string,
  { schema, table }: Extract<ArchivedObject, { kind: 'table' }>,
  catalog: Catalog,
): void {
  const there = findTable(catalog, { schema, table });
  if (there === undefined) {
    assertNoTable(catalog, { schema, table });
    return;
  }
  throw new OperationRefused(
    at,
    `${there.kind} ${schema}.${table} is there`,
    `rename_table or drop_${there.kind === 'view' ? 'view' : 'table'} it first`,
    [`${schema}.${table}`],
  );
}
