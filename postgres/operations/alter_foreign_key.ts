import { z } from 'zod';
import type { Catalog, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, literal } from '../sql.ts';
import { block } from './block.ts';
import { constraintComment, notValidThenValidate } from './constraints.ts';
import { OperationRefused } from './errors.ts';
import { changeConstraint } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { actions, actionsSql, deferrableSql, type ReadKey, readKey } from './foreign-key.ts';
import { constraintNames, constraintOf, fullName, plainTableOf, spoken, sqlName } from './lookup.ts';
import { defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const AlterForeignKey = z.object({
  op: z.literal('alter_foreign_key'),
  table: tableName,
  schema: schemaName,
  name: name.describe('name of the foreign key; it keeps it'),
  ...actions,
});
export type AlterForeignKey = z.infer<typeof AlterForeignKey>;

/** At no moment is there no foreign key: the new one is proven before it takes the place of the old one. */
export const alterForeignKey = defineOperation<'alter_foreign_key', AlterForeignKey>({
  kind: 'alter_foreign_key',
  params: AlterForeignKey,
  describe: (params) => {
    const { onDelete, onUpdate, deferrable } = params;
    const said = [
      ...(onDelete === undefined ? [] : [`on delete ${onDelete}`]),
      ...(onUpdate === undefined ? [] : [`on update ${onUpdate}`]),
      ...(deferrable === undefined ? [] : [deferrable === 'no' ? 'not deferrable' : deferrable]),
    ];
    return `let foreign key ${params.name} of ${spoken(params)} be ${said.join(', ') || 'as it is'}`;
  },
  plan(params, catalog) {
    const { table, key, was, is } = altering(params, catalog);
    const quick = was.onDelete === is.onDelete && was.onUpdate === is.onUpdate;
    return operationPlan(quick ? deferred(table, key, was, is) : replaced(table, key, is), {
      breaking: changes(table, key, was, is),
    });
  },
  apply: (params, catalog) => {
    const { is } = altering(params, catalog);
    return changeConstraint(catalog, params, params.name, { definition: is.head + actionsSql(is) });
  },
});

interface Altering {
  readonly table: CatalogTable;
  readonly key: CatalogConstraint;
  readonly was: ReadKey;
  readonly is: ReadKey;
}

function altering(params: AlterForeignKey, catalog: Catalog): Altering {
  const table = plainTableOf(catalog, params, 'a foreign key, replaced while the table is in use,');
  const key = constraintOf(table, params.name);
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`constraint ${key.name} of ${fullName(table)}`, reason, hint);
  };
  if (key.kind !== 'foreign key') refuse(`it is a ${key.kind}`, 'name a foreign key');
  if (key.inherited) refuse('it comes from the parent table', 'change it there');
  const was = readKey(key.definition);
  if (was.other) {
    refuse(`"${key.definition}" says what this operation would lose`, 'write the change as custom_sql');
  }
  const is = {
    ...was,
    onDelete: params.onDelete ?? was.onDelete,
    onUpdate: params.onUpdate ?? was.onUpdate,
    deferrable: params.deferrable ?? was.deferrable,
  };
  if (actionsSql(is) === actionsSql(was)) refuse('it is so already', 'leave the operation out');
  if (!key.validated) refuse('it is NOT VALID', 'validate_constraint it first');
  return { table, key, was, is };
}

/** When the check happens is a note in the catalog. */
function deferred(
  table: CatalogTable,
  { name: own }: CatalogConstraint,
  was: ReadKey,
  is: ReadKey,
): [StepDraft] {
  const alter = `ALTER TABLE ${sqlName(table)} ALTER CONSTRAINT ${ident(own)}`;
  return [
    transactional(`${alter} ${deferrableSql(is.deferrable)}`, `${alter} ${deferrableSql(was.deferrable)}`),
  ];
}

function replaced(table: CatalogTable, key: CatalogConstraint, is: ReadKey): [StepDraft, ...StepDraft[]] {
  const at = sqlName(table);
  const own = ident(key.name);
  const next = derivedName([key.name, 'new'], constraintNames(table));
  const rename = (from: string, to: string): string =>
    `ALTER TABLE ${at} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`;
  const comment = constraintComment(table, key);
  const isThere = `EXISTS (SELECT FROM pg_constraint WHERE conrelid = ${literal(at)}::regclass AND conname = ${literal(next)})`;
  return [
    ...notValidThenValidate(table, next, is.head + actionsSql(is)),
    transactional(
      [`ALTER TABLE ${at} DROP CONSTRAINT ${own}`, rename(next, key.name), ...comment],
      // The other one guards the rows until the old one is proven: it finds nothing wrong.
      block([
        `IF NOT ${isThere} THEN
    ${rename(key.name, next)};
    ALTER TABLE ${at} ADD CONSTRAINT ${own} ${key.definition} NOT VALID;
  END IF`,
        'COMMIT',
        `ALTER TABLE ${at} VALIDATE CONSTRAINT ${own}`,
        ...comment,
      ]),
    ),
  ];
}

function changes(
  table: CatalogTable,
  { references: to, columns }: CatalogConstraint,
  was: ReadKey,
  is: ReadKey,
): string[] {
  const target = `${to?.schema}.${to?.table}`;
  const rows = `rows of ${fullName(table)} whose ${columns.join(', ')} is theirs`;
  return [
    ...(was.onDelete === is.onDelete ? [] : [`deletes in ${target}: ${effect(is.onDelete, 'go', rows)}`]),
    ...(was.onUpdate === is.onUpdate
      ? []
      : [`updates of the key of ${target}: ${effect(is.onUpdate, 'follow', rows)}`]),
    ...(was.deferrable !== 'no' && is.deferrable === 'no'
      ? ['transactions that write a row before the one it refers to fail']
      : []),
  ];
}

const effect = (action: ReadKey['onDelete'], cascade: string, rows: string): string =>
  action === 'cascade'
    ? `${rows} ${cascade}, too`
    : action === 'set null'
      ? `${rows} are set to NULL`
      : `they fail while there are ${rows}`;
