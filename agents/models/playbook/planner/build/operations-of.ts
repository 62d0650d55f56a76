import type { Catalog } from '../../../../../postgres/catalog/catalog.ts';
import { describeOperation, type Operation } from '../../../../../postgres/operations/index.ts';
import { managedSchemas } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import type { RuleDraft } from '../understand/rule-draft.ts';
import type { Understanding } from '../understand/understanding.ts';
import { addColumns } from './add-columns.ts';
import { createTables } from './create-tables.ts';
import { useNewEnums } from './enum-of-column.ts';
import { backfills } from './fills.ts';
import { transformJson } from './json.ts';
import type { Build } from './outcome.ts';
import { renamedTogether } from './renamed-together.ts';
import type { Resolver } from './resolver.ts';
import { applyRules } from './rules.ts';
import { joinRulesOfNew } from './rules-of-new.ts';
import { splitTables } from './split.ts';

/** What makes room comes before what needs it; what destroys comes last. */
const order: readonly ReadonlySet<RuleDraft['kind']>[] = [
  new Set(['extension', 'createEnum', 'domain', 'enumValue', 'renameEnumValue']),
  // Values have to fit before a rule says so.
  new Set(['normalise', 'deleteDuplicates', 'deleteOrphans', 'mergeColumns', 'splitColumn']),
  new Set([
    'rename',
    'dropConstraint',
    'dropIndex',
    'changeType',
    'setDefault',
    'setNotNull',
    'dropNotNull',
    'check',
    'replaceCheck',
    'allowValue',
    'primaryKey',
    'foreignKey',
    'foreignKeyAction',
    'validateConstraint',
    'unique',
    'index',
    'expressionIndex',
    'exclusion',
    'attachPartition',
    'partitionTable',
    'createFunction',
  ]),
  new Set([
    'rls',
    'ownerPolicy',
    'dropPolicy',
    'comment',
    'dropDefault',
    'insertRows',
    'insertTable',
    'createTrigger',
    'view',
    'grant',
  ]),
  new Set([
    'operation',
    'dropTrigger',
    'detachPartition',
    'dropColumn',
    'dropView',
    'dropTable',
    'dropEnum',
    'rollback',
  ]),
  // Everything before speaks of the old name.
  new Set(['setSchema', 'renameTable']),
];

/** What a draft comes to, in an order in which each operation finds what it needs. */
export function operationsOf(text: Understanding, names: Resolver, catalog: Catalog): readonly Operation[] {
  const build: Build = { catalog, draft: text.draft, names, operations: [] };
  const { rules } = text.draft;
  const [table] = text.draft.tables;
  if (table && text.draft.tables.length >= 1) {
    const main = text.draft.tables.find((one) => one.columns.length > 0) ?? table;
    main.rls ||= rules.some((rule) => rule.kind === 'rls' && rule.table?.table === undefined);
    main.owner ||= rules.some((rule) => rule.kind === 'ownerPolicy' && rule.table?.table === undefined);
  }
  joinNewColumns(text);
  joinRulesOfNew(text.draft);
  useNewEnums(text.draft, names);
  const [first, ...later] = order;
  if (!first) return [];
  applyRules(build, text.versions, first);
  splitTables(build);
  createTables(build);
  addColumns(build);
  transformJson(build);
  backfills(build);
  for (const kinds of later) applyRules(build, text.versions, kinds);
  return renamedTogether(distinct(build.operations, names));
}

/** `Create a table …` and further below `Add created_at`: a column of it, and no operation of its own. */
function joinNewColumns({ draft, mentioned }: Understanding): void {
  const [table, ...others] = draft.tables.filter(({ columns }) => columns.length > 0);
  if (!table || others.length > 0 || table.name.table) return;
  const own = draft.columns.filter((column) =>
    column.table === undefined
      ? mentioned.every(({ schema }) => managedSchemas.has(schema))
      : column.table.table === undefined && nameKey(column.table.text) === nameKey(table.name.text),
  );
  for (const column of own) {
    draft.tableColumn(table, column.name, column.facts);
    draft.columns.splice(draft.columns.indexOf(column), 1);
  }
}

/** A request is often told twice; the operation that says more stays. */
function distinct(operations: readonly Operation[], names: Resolver): readonly Operation[] {
  const kept = new Map<string, Operation>();
  for (const operation of operations) {
    const { op, ...rest } = operation as { op: string } & Record<string, unknown>;
    const key = JSON.stringify([
      op,
      rest.table,
      rest.column ?? rest.columns ?? rest.name ?? rest.up,
      rest.to,
      rest.roles,
      rest.version,
      rest.value,
      rest.check,
      rest.partition,
      rest.elements,
    ]);
    const known = kept.get(key);
    const facts: Readonly<Record<string, unknown>> = { ...known };
    const differs = Object.entries(operation).find(
      ([fact, value]) => facts[fact] !== undefined && JSON.stringify(facts[fact]) !== JSON.stringify(value),
    );
    if (known && differs && !refines(facts, { ...operation }))
      names.ask(
        `The request says two things: ${describeOperation(known)}, and ${describeOperation(operation)} (${differs[0]}). Which holds?`,
      );
    if (!known || JSON.stringify(operation).length > JSON.stringify(known).length) kept.set(key, operation);
  }
  return [...kept.values()];
}

/** `varchar` in the title, and `varchar(50)` below: one says more than the other, and nothing else. */
function refines(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const [a, b] = [String(one.type), String(other.type)];
  const more = a.startsWith(`${b}(`) || b.startsWith(`${a}(`);
  return more && Object.keys(other).every((fact) => fact === 'type' || one[fact] === other[fact]);
}
