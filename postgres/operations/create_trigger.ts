import { z } from 'zod';
import type { Catalog, CatalogTable, CatalogTrigger } from '../catalog/catalog.ts';
import { ident, identList, literal, qualified } from '../sql.ts';
import { NameTaken, OperationRefused } from './errors.ts';
import { changeTable } from './evolve.ts';
import { expression, name, schemaName, tableName } from './fields.ts';
import { columnOf, fullName, relationOf, spoken, sqlName } from './lookup.ts';
import { defineOperation } from './operation.ts';
import { operationPlan, transactional } from './plan.ts';
import { routineTaking } from './routine.ts';
import { isSyncTrigger } from './sync.ts';
import { meaningful, tokenize } from './tokens.ts';
import { dropTriggerSql, restoreTrigger, triggerNamed } from './trigger.ts';

export const CreateTrigger = z.object({
  op: z.literal('create_trigger'),
  table: tableName.describe('name of the table, or of a view for instead of'),
  schema: schemaName,
  name: name.describe('name of the trigger'),
  timing: z.enum(['before', 'after', 'instead of']),
  events: z.array(z.enum(['insert', 'update', 'delete', 'truncate'])),
  columns: z.array(name).optional().describe('for update: only where the statement names one of them'),
  forEach: z.enum(['row', 'statement']).default('row'),
  when: expression.optional().describe('SQL condition over NEW and OLD'),
  function: name.describe('name of a function without arguments that returns trigger'),
  functionSchema: schemaName.describe('schema of the function'),
  arguments: z.array(z.string()).optional().describe('texts the function finds in TG_ARGV'),
  oldTable: name.optional().describe('name under which an after trigger finds all rows as they were'),
  newTable: name.optional().describe('name under which an after trigger finds all rows as they are'),
  replace: z.boolean().optional().describe('takes the place of the trigger of that name'),
});
export type CreateTrigger = z.infer<typeof CreateTrigger>;

export const createTrigger = defineOperation<'create_trigger', CreateTrigger>({
  kind: 'create_trigger',
  params: CreateTrigger,
  describe: (params) =>
    `${params.replace ? 'replace' : 'add'} trigger ${params.name} ${params.timing} ${params.events.join(' or ')} of ${spoken(params)}`,
  plan(params, catalog) {
    const table = relationOf(catalog, params);
    const old = params.replace ? triggerNamed(catalog, table, params.name) : null;
    if (old === null && table.triggers.includes(params.name)) {
      throw new NameTaken('trigger', `${params.name} on ${fullName(table)}`);
    }
    assertPossible(params, catalog, table);
    const trigger = triggerOf(params, table, old);
    return operationPlan(
      [
        // In one transaction no row is written without the trigger.
        transactional(
          [...(old === null ? [] : [dropTriggerSql(table, old)]), ...restoreTrigger(table, trigger)],
          [dropTriggerSql(table, trigger), ...(old === null ? [] : restoreTrigger(table, old))],
          [fullName(table)],
        ),
      ],
      { breaking: [whatItDoes(params, table)] },
    );
  },
  apply(params, catalog) {
    const table = relationOf(catalog, params);
    const old = (table.triggerDefinitions ?? []).find((known) => known.name === params.name) ?? null;
    const others = (table.triggerDefinitions ?? []).filter((known) => known !== old);
    return changeTable(catalog, params, ({ triggers }) => ({
      triggers: [...triggers.filter((known) => known !== params.name), params.name],
      triggerDefinitions: [...others, triggerOf(params, table, old)],
    }));
  },
});

/** Always on: a replaced one that was switched off is meant to work now. */
const triggerOf = (
  params: CreateTrigger,
  table: CatalogTable,
  old: CatalogTrigger | null,
): CatalogTrigger => ({
  name: params.name,
  definition: triggerSql(params, table),
  state: old?.state === 'always' ? 'always' : 'enabled',
  inherited: false,
  comment: old?.comment ?? null,
});

function triggerSql(params: CreateTrigger, table: CatalogTable): string {
  const { columns = [], oldTable, newTable } = params;
  const events = params.events.map((event) =>
    event === 'update' && columns.length > 0 ? `UPDATE OF ${identList(columns)}` : event.toUpperCase(),
  );
  const transitions = [
    ...(oldTable === undefined ? [] : [`OLD TABLE AS ${ident(oldTable)}`]),
    ...(newTable === undefined ? [] : [`NEW TABLE AS ${ident(newTable)}`]),
  ];
  const call = qualified(params.functionSchema, params.function);
  return [
    `CREATE TRIGGER ${ident(params.name)} ${params.timing.toUpperCase()} ${events.join(' OR ')} ON ${sqlName(table)}`,
    ...(transitions.length === 0 ? [] : [`REFERENCING ${transitions.join(' ')}`]),
    `FOR EACH ${params.forEach.toUpperCase()}`,
    ...(params.when === undefined ? [] : [`WHEN (${params.when})`]),
    `EXECUTE FUNCTION ${call}(${(params.arguments ?? []).map(literal).join(', ')})`,
  ].join(' ');
}

function assertPossible(params: CreateTrigger, catalog: Catalog, table: CatalogTable): void {
  const subject = `trigger ${params.name} on ${fullName(table)}`;
  const fault = faultOf(params, table);
  if (fault !== null) throw new OperationRefused(subject, ...fault);
  for (const column of [...(params.columns ?? []), ...namedRows(params, catalog)]) columnOf(table, column);
  const called = routineTaking(catalog, params.functionSchema, params.function, []);
  if (called.returns !== 'trigger') {
    throw new OperationRefused(
      subject,
      `function ${params.functionSchema}.${params.function}() returns ${called.returns ?? 'nothing'}`,
      'a function for a trigger takes no argument and returns trigger',
    );
  }
}

/** Columns that the condition says of NEW and OLD; a function of the row looks like one. */
function namedRows({ when = '' }: CreateTrigger, catalog: Catalog): string[] {
  const words = tokenize(when).filter(meaningful);
  const functions = (catalog.functions ?? []).map((one) => one.slice(one.indexOf('.') + 1));
  return words.flatMap(({ kind, value }, at) => {
    const [dot, column, next] = words.slice(at + 1, at + 4);
    const isRow = kind === 'name' && /^(new|old)$/.test(value) && words[at - 1]?.text !== '.';
    return isRow && dot?.text === '.' && column?.kind === 'name' && next?.text !== '('
      ? [column.value].filter((one) => !functions.includes(one) && !systemColumn.test(one))
      : [];
  });
}

const systemColumn = /^(tableoid|ctid|xmin|xmax|cmin|cmax)$/;

/** What PostgreSQL does not have, and the way out. */
function faultOf(params: CreateTrigger, table: CatalogTable): readonly [string, string] | null {
  const { name, timing, events, columns = [], forEach, when, oldTable, newTable } = params;
  const instead = timing === 'instead of';
  const rows = forEach === 'row';
  if (table.kind === 'materialized view')
    return ['no row of a materialized view is written', 'make it on a table that it reads'];
  if (isSyncTrigger(name)) return ['such names are for the triggers of renames and splits', 'choose another'];
  if (events.length === 0 || new Set(events).size < events.length)
    return ['it needs events, each once', 'name insert, update, delete or truncate'];
  if (columns.length > 0 && !events.includes('update'))
    return ['only an update names columns', 'leave columns out, or add update'];
  if (instead !== (table.kind === 'view') && (instead || rows))
    return [
      `a ${table.kind} cannot have it ${timing} each ${forEach}`,
      'views: instead of, each row; tables: before or after',
    ];
  if (instead && (!rows || when !== undefined || columns.length > 0))
    return ['instead of works for each row, without condition and columns', 'leave them out'];
  if (events.includes('truncate') && (rows || instead))
    return ['truncate has no rows', 'make it for each statement'];
  if (!rows && when !== undefined && /\b(?:new|old)\b/i.test(when))
    return ['a statement has no NEW and OLD', 'make it for each row, or leave the condition out'];
  if (oldTable === undefined && newTable === undefined) return null;
  const [event] = events;
  const wrong =
    (oldTable !== undefined && event === 'insert') || (newTable !== undefined && event === 'delete');
  return timing !== 'after' || events.length > 1 || columns.length > 0 || event === 'truncate' || wrong
    ? [
        'sets of old and new rows are for an after trigger with one event that has them',
        'leave oldTable or newTable out',
      ]
    : null;
}

function whatItDoes({ timing, events, ...params }: CreateTrigger, table: CatalogTable): string {
  const call = `${params.functionSchema}.${params.function}()`;
  const effect = timing === 'after' ? 'an error in it fails the statement' : 'it may change or refuse a row';
  return `each ${events.join(', ')} of ${fullName(table)} runs ${call}: ${effect}`;
}
