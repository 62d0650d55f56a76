import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { noRow, rowsOf } from './checks.ts';
import { dropColumn } from './drop_column.ts';
import { dropConstraint } from './drop_constraint.ts';
import { changeTable } from './evolve.ts';
import { dropColumnsLater, type FollowUp } from './follow-up.ts';
import { fullName, sqlName } from './lookup.ts';
import type { OperationPlan, StepDraft } from './operation.ts';
import { passedBy } from './own-triggers.ts';
import { operationPlan } from './plan.ts';
import { relax, relaxed } from './relax.ts';
import { copyStep, createStep, foreignKeySteps, madeTable } from './split-child.ts';
import type { SplitRows } from './split-rows-columns.ts';
import { type RowsShape, rowsShape } from './split-rows-shape.ts';
import { rowsSyncs } from './split-rows-sync.ts';
import { insertRows, ofSource, staleRow, uncopied, unfitList } from './split-rows-values.ts';
import { beforeWriting } from './written-rows.ts';

/* split_table where a row becomes many: phone1, phone2, phone3 or a list, kept equal to rows until the old go. */

export function planRows(params: SplitRows, catalog: Catalog): OperationPlan {
  const shape = rowsShape(params, catalog);
  const { source, into, columns, isList } = shape;
  const create = createStep(source, into, rowsSyncs(shape, catalog));
  const drops = params.dropSource ? dropsOf(shape, expanded(shape, catalog)).plans : [];
  const steps = [
    ...(shape.relaxed.length === 0 ? [] : [relax(source, shape.relaxed, catalog)]),
    create,
    copyRows(shape),
    ...foreignKeySteps(into, shape.foreignKeys, catalog),
    ...drops.flatMap((plan) => plan.steps),
  ];
  const [first = create, ...rest] = steps;
  return operationPlan([first, ...rest], {
    preconditions: [...beforeWriting(source), ...(isList ? [plainLists(shape)] : [])],
    indexes: [`${fullName(into)}.${shape.foreignKey}`],
    verifications: params.dropSource
      ? []
      : [
          {
            holds: `${fullName(into)} holds what ${columns.map(({ name }) => name).join(', ')} of ${fullName(source)} ${columns.length === 1 ? 'has' : 'have'}`,
            sql: `SELECT count(*) FROM ${sqlName(source)} WHERE ${staleRow(shape)}`,
          },
        ],
    breaking: [
      ...passedBy(
        catalog,
        source,
        columns.map(({ name }) => name),
        `${fullName(into)}.${shape.value.name}`,
      ),
      ...drops.flatMap(({ breaking }) => breaking),
    ],
    destroys: drops.flatMap(({ destroys }) => destroys),
    archives: drops.flatMap(({ archives }) => archives),
    followUps: [...(params.dropSource ? [] : later(shape)), ...leftBehind(shape)],
  });
}

export function applyRows(params: SplitRows, catalog: Catalog): Catalog {
  const shape = rowsShape(params, catalog);
  const both = expanded(shape, catalog);
  return params.dropSource ? dropsOf(shape, both).after : both;
}

/** The schema while both hold the data. */
function expanded(shape: RowsShape, catalog: Catalog): Catalog {
  const { source, into } = shape;
  const syncs = rowsSyncs(shape, catalog);
  const on = (table: CatalogTable): Pick<CatalogTable, 'syncs' | 'triggers'> => {
    const own = syncs.filter((one) => one.table === table).map(({ sync }) => sync);
    return {
      triggers: [...table.triggers, ...own.map(({ trigger }) => trigger)],
      syncs: [...(table.syncs ?? []), ...own],
    };
  };
  const at = { schema: source.schema, table: source.name };
  const changed = changeTable(relaxed(catalog, source, shape.relaxed), at, () => on(source));
  const made = { ...madeTable(into, shape.foreignKeys, catalog), ...on(into) };
  return { ...changed, tables: [...changed.tables, made] };
}

function copyRows(shape: RowsShape): StepDraft {
  const place = [shape.foreignKey, shape.position].map(ident).join(', ');
  return copyStep(
    shape,
    uncopied(shape),
    (rows) => `${insertRows(shape, rows)} ON CONFLICT (${place}) DO NOTHING`,
  );
}

/** What the rows could not give back. */
function plainLists(shape: RowsShape) {
  const [{ name }] = shape.columns;
  return noRow(
    `every ${name} of ${fullName(shape.source)} has one dimension and begins at 1`,
    rowsOf(shape.source),
    unfitList(ofSource(shape, name)),
  );
}

/** The contract: the columns, with the triggers, and what no place could be beyond. */
function later(shape: RowsShape): (string | FollowUp)[] {
  const { source, into, columns, limit } = shape;
  const drop = dropColumnsLater(
    source,
    columns.map(({ name }) => name),
  );
  const users = (source.dependents ?? []).filter(({ column }) => columns.some(({ name }) => name === column));
  return [
    limit === null
      ? drop
      : {
          what: `${drop.what}, and with them ${limit.name} of ${fullName(into)}`,
          operations: [
            ...drop.operations,
            { op: 'drop_constraint', schema: into.schema, table: into.name, name: limit.name },
          ],
        },
    ...shape.relaxed.map(({ name }) => `until then ${fullName(source)}.${name} may be NULL`),
    ...(limit === null
      ? []
      : [`until then no row of ${fullName(into)} has a ${shape.position} beyond ${columns.length}`]),
    ...users.map(({ name }) => `before that, let ${name} use ${fullName(into)}`),
  ];
}

const leftBehind = ({ into, value, leftBehind: left }: RowsShape): string[] =>
  left.map(
    ({ name, definition }) =>
      `${fullName(into)}.${value.name} does not have ${name}, ${definition}: add there what the rows need`,
  );

/** The contract at once: plans one after the other, and the schema after the last. */
function dropsOf(shape: RowsShape, both: Catalog): { plans: OperationPlan[]; after: Catalog } {
  const { source, into, columns, limit } = shape;
  const plans: OperationPlan[] = [];
  let after = both;
  for (const { name: column } of columns) {
    const drop = { op: 'drop_column' as const, schema: source.schema, table: source.name, column };
    plans.push(dropColumn.plan(drop, after));
    after = dropColumn.apply(drop, after);
  }
  if (limit !== null) {
    const { schema, name: table } = into;
    const drop = { op: 'drop_constraint' as const, schema, table, name: limit.name };
    plans.push(dropConstraint.plan(drop, after));
    after = dropConstraint.apply(drop, after);
  }
  return { plans, after };
}
