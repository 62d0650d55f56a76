import { z } from 'zod';
import type { Catalog, CatalogRoutine } from '../catalog/catalog.ts';
import { restoreComment } from './comment-sql.ts';
import { OperationRefused } from './errors.ts';
import { name, schemaName, sqlType } from './fields.ts';
import { mentions } from './mentions.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { assertGrantedByOwner, onlyTheseGrants, restoreOwner } from './privileges.ts';
import { routineSql, routineTaking, signature } from './routine.ts';

export const DropFunction = z.object({
  op: z.literal('drop_function'),
  name: name.describe('name of the function or procedure'),
  schema: schemaName,
  arguments: z.array(sqlType).optional().describe('types of its arguments for a call; default: none'),
});
export type DropFunction = z.infer<typeof DropFunction>;

export const dropFunction = defineOperation<'drop_function', DropFunction>({
  kind: 'drop_function',
  params: DropFunction,
  describe: (params) =>
    `drop function ${params.schema}.${params.name}(${(params.arguments ?? []).join(', ')})`,
  plan(params, catalog) {
    const routine = subject(params, catalog);
    const called = signature(routine);
    if (routine.usedBy.length > 0) {
      throw new OperationRefused(
        called,
        `${routine.usedBy.join(', ')} ${routine.usedBy.length === 1 ? 'needs' : 'need'} it`,
        'change or drop what needs it first',
        routine.usedBy,
      );
    }
    assertGrantedByOwner(called, routine.grants);
    const kind = routine.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION';
    const at = `${kind} ${routineSql(routine)}`;
    return operationPlan(
      [
        transactional(
          `DROP ${at}`,
          [
            routine.definition.trimEnd(),
            ...restoreOwner(at, routine.owner, catalog.user),
            ...onlyTheseGrants({ kind, at: routineSql(routine) }, routine.grants),
            ...restoreComment(at, routine.comment),
          ],
          [],
        ),
      ],
      { breaking: [`calls of ${called} fail${callers(catalog, routine)}`] },
    );
  },
  apply(params, catalog) {
    const routine = subject(params, catalog);
    const routines = (catalog.routines ?? []).filter((known) => known !== routine);
    const full = `${routine.schema}.${routine.name}`;
    const left = routines.some(({ schema, name }) => `${schema}.${name}` === full);
    return {
      ...catalog,
      routines,
      functions: (catalog.functions ?? []).filter((known) => left || known !== full),
    };
  },
});

const subject = (params: DropFunction, catalog: Catalog): CatalogRoutine =>
  routineTaking(catalog, params.schema, params.name, params.arguments ?? []);

/** Bodies are text to PostgreSQL: what they call it does not know. */
function callers(catalog: Catalog, routine: CatalogRoutine): string {
  const naming = (catalog.routines ?? []).filter(
    (other) => other !== routine && mentions(other.definition, routine.name),
  );
  return naming.length === 0 ? '' : `; these name it: ${naming.map(signature).join(', ')}`;
}
