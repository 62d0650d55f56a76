import { z } from 'zod';
import type { Catalog, CatalogDependent, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, identList, literal } from '../sql.ts';
import { commentOn } from './comment-sql.ts';
import { OperationRefused } from './errors.ts';
import { newIndex, newTable } from './evolve.ts';
import { commentText, name, schemaName } from './fields.ts';
import { assertNoTable, fullName, relationNames, sqlName } from './lookup.ts';
import { mentions } from './mentions.ts';
import { type DataCheck, defineOperation, type StepDraft } from './operation.ts';
import { operationPlan, type PlanFacts, transactional } from './plan.ts';
import { onlyTheseGrants } from './privileges.ts';
import { assertNamesKnown } from './query-names.ts';
import { replaceStoredView } from './replace-stored-view.ts';
import { restoreView, viewBody, viewOf, viewSql, withoutView } from './view.ts';
import { guardedTables, queryFault, queryText, reads } from './view-query.ts';

export const CreateView = z.object({
  op: z.literal('create_view'),
  name: name.describe('name of the view'),
  schema: schemaName,
  query: z
    .string()
    .superRefine((sql, context) => {
      const fault = queryFault(sql);
      if (fault !== null) context.addIssue({ code: 'custom', message: `is not one query: ${fault}` });
    })
    .describe('one SELECT; every column with the name it shall have'),
  replace: z.boolean().optional().describe('takes the place of the view of that name, with its grants'),
  materialized: z.boolean().optional().describe('keeps the rows until it is refreshed'),
  uniqueKey: z
    .array(name)
    .optional()
    .describe('of a materialized view: columns that tell its rows apart, so that it can be refreshed in use'),
  securityInvoker: z
    .boolean()
    .default(true)
    .describe('false: shows what its owner may see, past the row level security of whoever asks'),
  checkOption: z.enum(['local', 'cascaded']).optional().describe('refuse rows it would not show'),
  comment: commentText.optional(),
});
export type CreateView = z.infer<typeof CreateView>;

type View = CatalogTable & { readonly definition: string };

export const createView = defineOperation<'create_view', CreateView>({
  kind: 'create_view',
  params: CreateView,
  describe: ({ schema, name, replace, materialized }) =>
    `${replace ? 'replace' : 'create'} ${materialized ? 'materialized ' : ''}view ${schema}.${name}`,
  plan(params, catalog) {
    const at = { schema: params.schema, table: params.name };
    if (!params.replace) assertNoTable(catalog, at);
    const old = params.replace ? viewOf(catalog, at) : null;
    assertPossible(params, catalog, old);
    assertNamesKnown(params.query, catalog);
    const view = shapeOf(params, catalog, old);
    const facts = { breaking: breakingOf(params, old), followUps: followUpsOf(view) };
    if (old === null) {
      const hidden = isInvoker(params, catalog) ? [] : guardedTables(params.query, catalog);
      // What a database grants by default would show hidden rows to everybody who can reach the API.
      const closed = hidden.length === 0 ? [] : onlyTheseGrants({ kind: 'TABLE', at: sqlName(view) }, []);
      const up = [...createSql(view, params), ...closed];
      return operationPlan([transactional(up, `DROP ${viewSql(view)}`, [])], facts);
    }
    if (view.kind === 'materialized view') return operationPlan(replaceStoredView(old, view, catalog), facts);
    return operationPlan(...replaced(old, view, catalog, facts));
  },
  apply(params, catalog) {
    const known = catalog.tables.find(({ schema, name }) => schema === params.schema && name === params.name);
    const old = known?.definition == null ? null : { ...known, definition: known.definition };
    const view = shapeOf(params, catalog, old);
    const left =
      old === null ? catalog : withoutView(catalog, old, (dependent) => readNoMore(params.query, dependent));
    return { ...left, tables: [...left.tables, view] };
  },
});

const isStored = (params: CreateView): boolean => params.materialized === true;

/** Whether it shows rows by the rights of whoever asks. */
const isInvoker = (params: CreateView, { serverVersion }: Catalog): boolean =>
  params.securityInvoker && !isStored(params) && serverVersion >= 150000;

function assertPossible(params: CreateView, catalog: Catalog, old: View | null): void {
  const subject = `view ${params.schema}.${params.name}`;
  const refuse = (reason: string, hint: string): never => {
    throw new OperationRefused(subject, reason, hint);
  };
  if (old !== null && reads(params.query, { schema: params.schema, table: params.name })) {
    refuse('the query reads the view itself', `write what it reads today, ${old.definition}, in its place`);
  }
  if (old !== null && (old.kind === 'materialized view') !== isStored(params)) {
    refuse(`it is a ${old.kind}`, 'drop_view it, then create_view');
  }
  if (!isStored(params) && params.uniqueKey !== undefined) refuse('it has no index', 'leave uniqueKey out');
  if (isStored(params) && params.checkOption !== undefined) {
    refuse('nothing can be written to it', 'leave checkOption out');
  }
  const guarded =
    isInvoker(params, catalog) || !params.securityInvoker ? [] : guardedTables(params.query, catalog);
  if (guarded.length > 0) {
    refuse(
      `it would show rows of ${guarded.map(fullName).join(', ')} past their row level security`,
      'read only what everybody may see, and say securityInvoker: false',
    );
  }
}

/** The view as the catalog will have it; its columns only the database knows. */
function shapeOf(params: CreateView, catalog: Catalog, old: View | null): View {
  const { schema, checkOption } = params;
  const key = params.uniqueKey ?? [];
  const keyName = derivedName([params.name, ...key, 'idx'], relationNames(catalog, schema));
  const keyed = old?.indexes.some(({ unique, columns }) => unique && columns.join('\0') === key.join('\0'));
  return {
    ...newTable(schema, params.name, old?.columns ?? [], []),
    kind: isStored(params) ? 'materialized view' : 'view',
    definition: queryText(params.query),
    options: [
      ...(isInvoker(params, catalog) ? ['security_invoker=true'] : []),
      ...(checkOption === undefined ? [] : [`check_option=${checkOption}`]),
    ],
    comment: params.comment ?? old?.comment ?? null,
    grants: old?.grants ?? [],
    ...(old?.owner === undefined ? {} : { owner: old.owner }),
    triggers: old?.triggers ?? [],
    triggerDefinitions: old?.triggerDefinitions ?? [],
    indexes: [
      ...(old?.indexes ?? []),
      ...(key.length === 0 || keyed
        ? []
        : [newIndex(keyName, key, `CREATE UNIQUE INDEX ON _ USING btree (${identList(key)})`, true)]),
    ],
  };
}

/** A new one keeps the grants that the database gives by default. */
const createSql = (view: View, { comment, uniqueKey = [] }: CreateView): string[] => [
  `CREATE ${viewSql(view)}${viewBody(view.options ?? [], view.definition)}`,
  ...(uniqueKey.length === 0
    ? []
    : view.indexes.map(
        ({ name }) =>
          `CREATE UNIQUE INDEX ${identList([name])} ON ${sqlName(view)} (${identList(uniqueKey)})`,
      )),
  ...(comment === undefined ? [] : [commentOn(viewSql(view), comment)]),
];

/**
 * Made anew where nothing hangs on the view, so that its columns may change. Else replaced in place, which keeps
 * what hangs on it, and which PostgreSQL allows, both ways, only with the same columns.
 */
function replaced(old: View, view: View, catalog: Catalog, facts: PlanFacts): [[StepDraft], PlanFacts] {
  const locks = [fullName(view)];
  if (!isKept(old)) {
    const bare: View = { ...view, columns: [] };
    const step = transactional(
      [`DROP ${viewSql(old)}`, ...restoreView(bare, catalog.user)],
      [`DROP ${viewSql(view)}`, ...restoreView(old, catalog.user)],
      locks,
    );
    return [[step], facts];
  }
  const inPlace = (one: View, comment: string | null): string[] => [
    `CREATE OR REPLACE ${viewSql(one)}${viewBody(one.options ?? [], one.definition)}`,
    ...(view.comment === old.comment ? [] : [commentOn(viewSql(one), comment)]),
  ];
  const step = transactional(inPlace(view, view.comment), inPlace(old, old.comment), locks);
  return [[step], { ...facts, verifications: [sameColumns(old)] }];
}

const isKept = (view: View): boolean =>
  (view.dependents ?? []).length > 0 ||
  view.triggers.length > 0 ||
  (view.rules ?? []).length > 0 ||
  view.columns.some(
    (column) => column.default !== null || column.comment !== null || (column.grants ?? []).length > 0,
  );

const sameColumns = (view: View): DataCheck => ({
  holds: `${fullName(view)} has no column more than before, else the way back would be closed`,
  sql:
    `SELECT greatest(count(*) - ${view.columns.length}, 0) FROM pg_attribute ` +
    `WHERE attrelid = ${literal(sqlName(view))}::regclass AND attnum > 0 AND NOT attisdropped`,
});

function breakingOf(params: CreateView, old: View | null): string[] {
  const view = `${params.schema}.${params.name}`;
  const asked = old === null || (old.options ?? []).includes('security_invoker=true');
  return [
    ...(old === null ? [] : [`what reads ${view} gets what the new query says`]),
    ...(params.securityInvoker && !isStored(params) && !asked
      ? [`${view} shows whoever asks only the rows that policies show them, which it did not ask before`]
      : []),
    ...(params.securityInvoker
      ? []
      : [`${view} shows every row its owner may see to whoever may read the view`]),
  ];
}

const followUpsOf = (view: View): string[] =>
  view.kind === 'materialized view'
    ? [
        `REFRESH MATERIALIZED VIEW ${view.indexes.some(({ unique }) => unique) ? 'CONCURRENTLY ' : ''}${sqlName(view)} whenever it shall show newer rows`,
      ]
    : [];

/** Whether a replaced view reads a column no more: its query names neither it nor all columns. */
const readNoMore = (query: string, { column }: CatalogDependent): boolean =>
  column !== null && !query.includes('*') && !mentions(query, column);
