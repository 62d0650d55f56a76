import { z } from 'zod';
import { changeTable } from './evolve.ts';
import { name, schemaName, tableName } from './fields.ts';
import { fullName, relationOf, spoken } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { dropTriggerSql, restoreTrigger, triggerNamed } from './trigger.ts';

export const DropTrigger = z.object({
  op: z.literal('drop_trigger'),
  table: tableName.describe('name of the table or view'),
  schema: schemaName,
  name: name.describe('name of the trigger'),
});
export type DropTrigger = z.infer<typeof DropTrigger>;

export const dropTrigger = defineOperation<'drop_trigger', DropTrigger>({
  kind: 'drop_trigger',
  params: DropTrigger,
  describe: (params) => `drop trigger ${params.name} of ${spoken(params)}`,
  plan(params, catalog) {
    const table = relationOf(catalog, params);
    const trigger = triggerNamed(catalog, table, params.name);
    return operationPlan(
      [transactional(dropTriggerSql(table, trigger), restoreTrigger(table, trigger), [fullName(table)])],
      { breaking: [`what trigger ${trigger.name} did on ${fullName(table)} is done no more`] },
    );
  },
  apply: (params, catalog) =>
    changeTable(catalog, params, ({ triggers, triggerDefinitions = [] }) => ({
      triggers: triggers.filter((trigger) => trigger !== params.name),
      triggerDefinitions: triggerDefinitions.filter((trigger) => trigger.name !== params.name),
    })),
});
