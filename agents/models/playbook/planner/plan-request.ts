import { GodwitError } from '../../../../errors.ts';
import type { Catalog } from '../../../../postgres/catalog/catalog.ts';
import {
  compileOperations,
  describeOperation,
  idColumn,
  Operation,
} from '../../../../postgres/operations/index.ts';
import { addColumns } from './build/add-columns.ts';
import { createTables } from './build/create-tables.ts';
import { backfills } from './build/fills.ts';
import { transformJson } from './build/json.ts';
import type { Build } from './build/outcome.ts';
import { noTables, Resolver } from './build/resolver.ts';
import { applyRules } from './build/rules.ts';
import { joinRulesOfNew } from './build/rules-of-new.ts';
import { splitTables } from './build/split.ts';
import type { PlannerDecision } from './decision.ts';
import { readingContext } from './grammar/slots/context.ts';
import { inEnglish } from './languages/in-english.ts';
import { keeps } from './lexicon/program-signs.ts';
import { asksOfSchema } from './lexicon/schema-asked.ts';
import { cited, joined, notUnderstood } from './questions.ts';
import { peopleTable } from './resolve/people.ts';
import { displayName, managedSchemas } from './resolve/schema-names.ts';
import { nameKey } from './resolve/words.ts';
import { forTrying } from './shown-catalog.ts';
import { symptomQuestion } from './symptoms.ts';
import { isBeyondDoubt } from './understand/about-program.ts';
import { isCodeFault } from './understand/code-fault.ts';
import type { RuleDraft } from './understand/draft.ts';
import { isOpenFeature } from './understand/open-feature.ts';
import { readRequest, type Understanding } from './understand/read-request.ts';
import { isUnrelated, ordersDesign, proseOf, showsTable } from './understand/unrelated.ts';

const most = 6;

/** Asked once for all of them, where the text speaks of several tables. */
const whichTable = /^Which table (?:gets|has|is meant)/;

/** Asked for a wish told in a sentence, which a later one says in columns. */
const wantsTable = /^Shall there be a table /;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

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

function operationsOf(text: Understanding, names: Resolver, catalog: Catalog): readonly Operation[] {
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
  const [first, ...later] = order;
  if (!first) return [];
  applyRules(build, text.versions, first);
  splitTables(build);
  createTables(build);
  addColumns(build);
  transformJson(build);
  backfills(build);
  for (const kinds of later) applyRules(build, text.versions, kinds);
  return distinct(build.operations, names);
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

/** Operations that speak against each other. */
function contradictions(operations: readonly Operation[]): string[] {
  const questions: string[] = [];
  for (const operation of operations) {
    if (operation.op === 'rename_column') {
      const other = operations.find(
        (one) =>
          one.op === 'rename_column' &&
          one.table === operation.table &&
          one.column === operation.column &&
          one.to !== operation.to,
      );
      if (other?.op === 'rename_column') {
        questions.push(
          `Shall ${operation.table}.${operation.column} be called ${operation.to} or ${other.to}?`,
        );
      }
    }
    if (operation.op === 'drop_column') {
      const used = operations.some(
        (one) =>
          one !== operation &&
          'column' in one &&
          one.table === operation.table &&
          one.column === operation.column,
      );
      if (used) questions.push(`Shall ${operation.table}.${operation.column} be dropped, or changed?`);
    }
    if (operation.op === 'drop_table') {
      const used = operations.some(
        (one) => one !== operation && 'table' in one && one.table === operation.table,
      );
      if (used) questions.push(`Shall ${operation.table} be dropped, or changed?`);
    }
    if (operation.op === 'backfill') {
      const other = operations.find(
        (one) =>
          one !== operation &&
          one.op === 'backfill' &&
          one.table === operation.table &&
          one.column === operation.column,
      );
      if (other)
        questions.push(
          `How is ${operation.table}.${operation.column} calculated? The request says it in two ways.`,
        );
    }
  }
  return unique(questions);
}

/** What the operations themselves refuse: a name that is taken, a type that is none. */
function refusals(operations: readonly Operation[], catalog: Catalog): string[] {
  for (const operation of operations) {
    const parsed = Operation.safeParse(operation);
    if (!parsed.success) {
      return parsed.error.issues.map(
        ({ path, message }) => `In "${operation.op}", ${path.join('.')} ${message}. How is it meant?`,
      );
    }
  }
  const [first, ...rest] = operations;
  // What a failed migration left behind only the database knows; nothing can be compiled before.
  if (!first || operations.some(({ op }) => op === 'rollback_migration')) return [];
  try {
    compileOperations([first, ...rest], forTrying(catalog));
    return [];
  } catch (error) {
    if (!(error instanceof GodwitError)) throw error;
    return [`${error.message}${error.hint ? ` (${error.hint})` : ''}. What shall be done?`];
  }
}

const ofTools = 'the request is about code, documents or tools, not about the schema of the database';
const ofFault = 'the request reports a fault of a program, and orders no change of this database';
const ofNothing = 'the request names nothing of the schema of this database and orders no change of it';
const ofPage = 'the request is about the web page, not about the schema of the database';

/** `Refresh Token Repository` */
const codeTitle =
  /\b(?:repository|service|controller|resolver|middleware|endpoints?|component|hook|serializer|validator|dto|crud|unit tests?)$/i;

/** Words of the page all over, and no table of the schema. */
const isOfPage = ({ named, mentioned, signals: { page, schema } }: Understanding): boolean =>
  !named && mentioned.length === 0 && page >= 4 && page >= schema * 3;

/** What is told, as it was written. */
interface Told {
  readonly title: string;
  readonly said: string;
  /** In the language of its writer. */
  readonly original: string;
  readonly catalog: Catalog;
  /** Of a program, with tables that are not of this schema. */
  readonly fault: boolean;
}

/** `Decide whether …`: nothing is ordered yet. */
const undecided = /^\W*(?:decide|discuss)\b/i;

function nothingToDo(
  text: Understanding,
  fulfilled: readonly string[],
  { title, said, original, catalog, fault }: Told,
): string | undefined {
  if (fulfilled.length > 0) return `${fulfilled.join('; ')}: nothing is left to change`;
  if (text.ticked) return 'everything that the request lists is ticked off';
  if (isOpenFeature(title)) return undefined;
  const { page, store, tool, database, slowness, failed } = text.signals;
  const [place] = text.elsewhere;
  const asksNothing = text.demonstrates || !asksOfSchema(proseOf(original));
  if (place !== undefined && (asksNothing || !keeps.test(original)))
    return `the request is about ${place}, not about the schema of this database`;
  const asks = 'the request asks a question and orders no change';
  const named = text.named || text.mentioned.length > 0;
  if (text.aboutDocuments && !text.draft.begun)
    return 'the request is about documents or tests, not about the schema of the database';
  if ((text.asksForHelp || text.titleAsks) && !named && !failed) return asks;
  if (undecided.test(title)) return asks;
  if (isOfPage(text)) return ofPage;
  if (
    isCodeFault(said) &&
    !failed &&
    text.signals.things === 0 &&
    !text.draft.begun &&
    text.unread.length === 0
  )
    return ofTools;
  if (text.toolFeature && !named && !text.draft.begun)
    return 'the request asks for a feature of a program, not for a change of a table of this database';
  if (fault) return ofFault;
  const { storeInTitle, things } = text.signals;
  const into = new RegExp(`\\b(?:to|in|into|via|with|from) (?:the |our )?${storeInTitle}\\b`, 'i');
  const settled = text.unread.length === 0 && into.test(title);
  if (storeInTitle !== undefined && (!named || settled) && !text.draft.begun)
    return `the request is about ${storeInTitle}, not about this database`;
  if (tool > 1 && things === 0 && !named && !failed && text.unread.length === 0 && !text.draft.begun)
    return ofTools;
  // Pages and spreadsheets have tables and columns, too.
  if (codeTitle.test(title) && things === 0 && text.unread.length === 0 && !text.draft.begun && !failed)
    return ofTools;
  const loose = (page > 0 || store !== undefined || tool > 0) && text.signals.schema === 0 && !text.named;
  if (text.unread.length > 0 || (text.unreadTitle.length > 0 && !loose)) return undefined;
  if (text.titleAsks && !failed && (!named || text.questions > 1 || text.alone)) return asks;
  if (text.discussed > 0 || (text.questions > 0 && !failed && database <= text.questions * 4)) return asks;
  if (/\bdeadlocks?\b/i.test(said) && !failed && !text.draft.begun)
    return 'the request is about transactions that wait for each other, not about the schema of the database';
  const reported = symptomQuestion({ text: said, catalog, mentioned: text.mentioned }) !== undefined;
  const apart = asksNothing && !ordersDesign(title) && isUnrelated(text, said, catalog);
  if ((!reported || text.demonstrates) && apart) return ofNothing;
  if ((database > 0 && !loose) || slowness > 0 || failed) return undefined;
  if (page > 0) return ofPage;
  if (store !== undefined) return `the request is about ${store}, not about this database`;
  if (tool > 0) return ofTools;
  return undefined;
}

/** Where nothing was read at all: what has to be known, with the words of the request. */
function openQuestion(
  { title, body }: { readonly title: string; readonly body: string },
  { mentioned }: Understanding,
  catalog: Catalog,
): string {
  const symptom = symptomQuestion({ text: `${title}\n${body}`, catalog, mentioned });
  if (symptom !== undefined) return symptom;
  if (isOpenFeature(title))
    return `"${cited(title)}" says what shall be possible, and not what is stored for it. Which tables or columns shall be added or changed?`;
  const near = mentioned.map(displayName).slice(0, 3).join(', ');
  const change = 'a column, a type, a rule, an index';
  return near === ''
    ? `I did not understand "${cited(title)}" as a change of a table. Which table is meant, and what shall change there: ${change}?`
    : `I did not understand what shall change in ${near}: ${change}? The request says "${cited(title)}".`;
}

/**
 * Reads a request against a schema. Pure: no database, no file, no clock. Answers `change` only when every part
 * that asks for a change was understood and every name was found.
 */
export function planRequest(
  request: { readonly title: string; readonly body: string },
  catalog: Catalog,
): PlannerDecision {
  const original = `${request.title}\n${request.body}`;
  return inEnglish(request, catalog, (english, known) => planEnglish(english, known, original));
}

function planEnglish(
  request: { readonly title: string; readonly body: string },
  catalog: Catalog,
  original: string,
): PlannerDecision {
  const context = readingContext(catalog, `${request.title}\n${request.body}`);
  const text = readRequest(request, context);
  const unnamed = !text.named && text.mentioned.length === 0;
  const fault = text.programFault && unnamed && !text.signals.failed && !showsTable(context.text, catalog);
  const told = { title: request.title, said: context.text, original, catalog, fault };
  const names = new Resolver(context.names, text.mentioned, peopleTable(catalog), idColumn(catalog).type);
  const operations = operationsOf(text, names, catalog);
  const { hazards, demands } = text;
  // A title is a summary of what the body asks for, where that is understood, or there already.
  const tabled = operations.some(({ op }) => op === 'create_table');
  const done = operations.length + names.fulfilled.length + text.draft.fulfilled.length > 0;
  const summed = done && request.body.trim() !== '';
  for (const note of text.draft.notes) names.assume(note);
  names.fulfilled.push(...text.draft.fulfilled);
  const open = [
    ...names.questions,
    ...text.draft.questions.filter((one) => !(tabled && wantsTable.test(one))),
    ...(demands.length === 0 ? names.refusals : []),
    ...text.doubts.map((sentence) => `Is this settled: "${cited(sentence)}"?`),
    ...[...(summed ? [] : text.unreadTitle), ...text.unread].map((part) =>
      notUnderstood(part, text.sentences.get(part)),
    ),
    ...contradictions(operations),
  ];
  const understood = operations.map(describeOperation);
  const [first, ...rest] = operations;
  // What is refused for its demands is not asked about: the engine says no first.
  if (first && open.length === 0 && demands.length === 0) open.push(...refusals(operations, catalog));
  const [question, ...questions] = joined(
    unique(open).filter((one) => text.severalTables === undefined || !whichTable.test(one)),
  );
  const { program } = text;
  // Whoever demands or smuggles something is answered as ever.
  const plain = demands.length === 0 && hazards.length === 0;
  if (program && plain && (!first || isBeyondDoubt(program, question !== undefined)))
    return {
      decision: 'no_schema_change',
      reason: `the request is about ${program.about}, not about the schema of this database`,
      hazards,
    };
  if (question !== undefined) {
    const asked = names.questions.length + text.draft.questions.length > 0;
    const stranger =
      undecided.test(request.title) ||
      isOfPage(text) ||
      fault ||
      (unnamed && (text.asksForHelp || text.titleAsks));
    const reason = (first && !fault) || (asked && !stranger) ? undefined : nothingToDo(text, [], told);
    if (reason !== undefined) return { decision: 'no_schema_change', reason, hazards };
    return {
      decision: 'clarify',
      questions: [question, ...questions.slice(0, most)],
      understood,
      hazards,
      demands,
    };
  }
  if (!first || fault) {
    const reason = nothingToDo(text, names.fulfilled, told);
    if (reason !== undefined) return { decision: 'no_schema_change', reason, hazards };
    const ask = context.names.tables.length === 0 ? noTables : openQuestion(request, text, catalog);
    return { decision: 'clarify', questions: [ask], understood, hazards, demands };
  }
  return {
    decision: 'change',
    operations: [first, ...rest],
    assumptions: [...names.assumptions, ...names.fulfilled],
    hazards,
    notUnderstood: unique([...text.unreadTitle, ...text.leftAlone]),
    demands,
  };
}
