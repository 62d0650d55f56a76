import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { noRow, orphans, rowsOf } from './checks.ts';
import { deletedRows, deletionSteps, isReferenced, referencing } from './deletion.ts';
import { OperationRefused } from './errors.ts';
import { addArchive } from './evolve.ts';
import { columnName, name, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, plainTableOf, spoken, sqlName, tableOf } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan } from './plan.ts';
import { beforeWriting } from './written-rows.ts';

export const DeleteOrphans = z.object({
  op: z.literal('delete_orphans'),
  table: tableName,
  schema: schemaName,
  column: columnName.describe('column that refers to another table'),
  references: z
    .object({ table: name, column: name.default('id'), schema: name.default('public') })
    .describe('where its values have to be'),
});
export type DeleteOrphans = z.infer<typeof DeleteOrphans>;

/** Rows that refer to nothing go, and are kept: afterwards a foreign key can be added. */
export const deleteOrphans = defineOperation<'delete_orphans', DeleteOrphans>({
  kind: 'delete_orphans',
  params: DeleteOrphans,
  describe: (params) =>
    `delete rows of ${spoken(params)} whose ${params.column} is not in ${spoken(params.references)}`,
  plan(params, catalog) {
    const { table, column, parent, to, archive } = subject(params, catalog);
    const value = `${ident(table.name)}.${ident(column.name)}`;
    const orphan =
      `${value} IS NOT NULL AND (SELECT true FROM ${sqlName(parent)} AS godwit_parent ` +
      `WHERE godwit_parent.${ident(to.name)} = ${value} LIMIT 1) IS NULL`;
    const keys = referencing(catalog, table);
    return operationPlan(deletionSteps(archive, orphan, keys, column.name), {
      preconditions: [
        // A row that breaks one could go, and not come back.
        ...beforeWriting(table),
        ...(keys.length === 0
          ? []
          : [
              noRow(
                `no row of ${fullName(table)} that goes is referred to`,
                rowsOf(table),
                `${orphan} AND ${isReferenced(keys, ident(table.name))}`,
              ),
            ]),
      ],
      verifications: [
        orphans(table, [column.name], { schema: parent.schema, table: parent.name, columns: [to.name] }),
      ],
      destroys: [`rows of ${fullName(table)} whose ${column.name} is not in ${fullName(parent)}`],
      archives: [archive.name],
    });
  },
  apply: (params, catalog) => addArchive(catalog, subject(params, catalog).archive.name),
});

function subject(params: DeleteOrphans, catalog: Catalog) {
  const table = plainTableOf(catalog, params, 'deleting rows');
  const column = columnOf(table, params.column);
  const parent = tableOf(catalog, params.references);
  const to = columnOf(parent, params.references.column);
  if (parent === table) {
    throw new OperationRefused(
      `${fullName(table)}.${column.name}`,
      'it refers to its own table, where each row that goes makes others orphans',
      'write the change as custom_sql',
    );
  }
  return { table, column, parent, to, archive: deletedRows(catalog, table) };
}
