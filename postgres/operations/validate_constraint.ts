import { z } from 'zod';
import type { Catalog, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { nulls, orphans, violations } from './checks.ts';
import { constraintComment } from './constraints.ts';
import { bare } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { changeConstraint } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { constraintOf, fullName, spoken, sqlName, tableOf } from './lookup.ts';
import { type DataCheck, defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';

export const ValidateConstraint = z.object({
  op: z.literal('validate_constraint'),
  table: tableName,
  schema: schemaName,
  name: name.describe('name of a constraint that is NOT VALID'),
});
export type ValidateConstraint = z.infer<typeof ValidateConstraint>;

/** Reads every row while everybody reads and writes. The way back makes it NOT VALID again. */
export const validateConstraint = defineOperation<'validate_constraint', ValidateConstraint>({
  kind: 'validate_constraint',
  params: ValidateConstraint,
  describe: (params) => `validate constraint ${params.name} of ${spoken(params)}`,
  plan(params, catalog) {
    const { table, constraint } = subject(params, catalog);
    const alter = `ALTER TABLE ${sqlName(table)}`;
    const own = ident(constraint.name);
    return operationPlan(
      [
        transactional(`${alter} VALIDATE CONSTRAINT ${own}`, [
          `${alter} DROP CONSTRAINT ${own}`,
          `${alter} ADD CONSTRAINT ${own} ${bare(constraint.definition)} NOT VALID`,
          ...constraintComment(table, constraint),
        ]),
      ],
      { preconditions: [broken(table, constraint)] },
    );
  },
  apply: (params, catalog) => {
    const { definition } = constraintOf(tableOf(catalog, params), params.name);
    return changeConstraint(catalog, params, params.name, { validated: true, definition: bare(definition) });
  },
});

function subject(
  params: ValidateConstraint,
  catalog: Catalog,
): { table: CatalogTable; constraint: CatalogConstraint } {
  const table = tableOf(catalog, params);
  const constraint = constraintOf(table, params.name);
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(`constraint ${constraint.name} of ${fullName(table)}`, reason, hint);
  };
  if (constraint.validated) refuse('it is validated already', 'leave the operation out');
  if (constraint.inherited) refuse('it comes from the parent table', 'validate it there');
  if (table.inheritance) {
    refuse(
      'tables that inherit have it, too, each in a state of its own that the way back could not restore',
      'write the change as custom_sql',
    );
  }
  if (/ NOT ENFORCED$/.test(bare(constraint.definition))) {
    refuse('it is not enforced, so there is nothing to prove', 'enforce it by custom_sql first');
  }
  if (constraint.kind === 'foreign key' && table.kind === 'partitioned table') {
    refuse(
      'foreign keys of its partitions have names of their own, which the way back could not restore',
      'write the change as custom_sql',
    );
  }
  return { table, constraint };
}

/** Rows for which it does not hold. */
function broken(table: CatalogTable, constraint: CatalogConstraint): DataCheck {
  const { kind, columns, definition, references } = constraint;
  const [column = ''] = columns;
  if (kind === 'not null') return nulls(table, column);
  if (kind === 'foreign key' && references !== null) return orphans(table, columns, references);
  const check = /^CHECK \((.*)\)( NO INHERIT)?$/s.exec(bare(definition))?.[1];
  if (kind === 'check' && check !== undefined) return violations(table, check);
  throw new OperationRefused(
    `constraint ${constraint.name} of ${fullName(table)}`,
    `"${definition}" is of a kind that nobody knows how to ask about`,
    'write the change as custom_sql',
  );
}
