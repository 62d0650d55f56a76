import { GodwitError } from '../../../../errors.ts';
import type { Catalog, CatalogTable } from '../../../../postgres/catalog/catalog.ts';
import { compileOperations, Operation } from '../../../../postgres/operations/index.ts';
import type { Resolver } from './build/resolver.ts';
import { contradictions } from './contradictions.ts';
import type { Settled } from './conversation/round.ts';
import type { ReadingContext } from './grammar/slots/context.ts';
import type { Text } from './languages/language.ts';
import { cited, doubted, joined, limitNotUnderstood, notUnderstood } from './questions.ts';
import { displayName } from './resolve/schema-names.ts';
import { forTrying } from './shown-catalog.ts';
import { besideOrders } from './smuggled.ts';
import { tokenize } from './text/tokens.ts';
import { tablesIn } from './understand/mentioned.ts';
import type { Understanding } from './understand/read-request.ts';
import { isActionLeft, isArrowLeft, isLeftRule, isTableLeft, isTail } from './understand/unread/left-rule.ts';
import { limits } from './understand/unread/residue.ts';

/** Asked once for all of them, where the text speaks of several tables. */
const whichTable = /^Which table (?:gets|has|is meant)/;

/** Asked for a wish told in a sentence, which a later one says in columns. */
const wantsTable = /^Shall there be a table /;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** What the operations themselves refuse: a name that is taken, a type that is none. */
function refusals(operations: readonly Operation[], catalog: Catalog): string[] {
  for (const operation of operations) {
    const parsed = Operation.safeParse(operation);
    if (!parsed.success) {
      return parsed.error.issues.map(({ path, message }) => {
        const value = path.reduce<unknown>(
          (at, key) => (at as Record<PropertyKey, unknown>)?.[key],
          operation,
        );
        const cause = typeof value === 'string' ? `"${cited(value)}" ` : '';
        return `In "${operation.op}", ${path.join('.')} ${cause}${message}. How is it meant?`;
      });
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

const tablesOf = (operations: readonly Operation[], { tables }: Catalog): readonly CatalogTable[] =>
  tables.filter(({ schema, name }) =>
    operations.some((one) => 'table' in one && one.table === name && (one.schema ?? 'public') === schema),
  );

interface Read {
  readonly request: Text;
  readonly text: Understanding;
  readonly names: Resolver;
  readonly operations: readonly Operation[];
  readonly context: ReadingContext;
  readonly catalog: Catalog;
  readonly settled: Settled;
  /** In the language of its writer. */
  readonly original: string;
  /** The request speaks to the agents about, too. */
  readonly addressed: boolean;
}

const nameAlone = /^`?([a-z]\w*)`?[,;]?$/i;
/** `Agregar telefono` above `phone: string`: a word of the language and a name, of one column as likely as of two. */
function calledTwice({ draft: { columns }, leftAlone }: Understanding, original: string): string[] {
  const bare = columns.filter(
    ({ title, name, facts }) => title && !name.marked && Object.keys(facts.facts).length === 0,
  );
  const named = columns.filter(({ title }) => !title);
  // ``la dirección de envío`, columna `shipping_address``: the name was passed over.
  const [only, ...more] = columns.filter(({ name }) => !name.marked || !original.includes(name.text));
  const passed = leftAlone.flatMap((part) => nameAlone.exec(part)?.[1] ?? []);
  if (only && more.length === 0 && passed[0] !== undefined)
    return [`Is "${only.name.text}" the column ${passed[0]}, or what is that?`];
  const [word, ...words] = bare;
  const [column, ...others] = named;
  if (!word || !column || words.length + others.length > 0) return [];
  return [`Is "${word.name.text}" of the title the column ${column.name.text}, or a further one?`];
}

/** What keeps a request from being a change, as questions, and what of it is told as left alone. */
export function openPoints({
  request,
  text,
  names,
  operations,
  context,
  catalog,
  settled,
  original,
  addressed,
}: Read): {
  readonly questions: readonly string[];
  readonly leftAlone: readonly string[];
} {
  // A title is a summary of what the body asks for, where that is understood, or there already.
  const tabled = operations.some(({ op }) => op === 'create_table');
  const summed = operations.length + names.fulfilled.length > 0 && request.body.trim() !== '';
  const tables = [...tablesOf(operations, catalog), ...text.mentioned];
  const spoken = JSON.stringify(operations);
  const rules = new Set(
    unique(text.leftAlone).filter(
      (part) =>
        (part !== request.title && isLeftRule(part, tables, context, spoken)) ||
        (operations.length > 0 && isArrowLeft(part, context)) ||
        (part !== request.title && operations.length > 0 && isTail(part, original, operations)) ||
        (part !== request.title && isActionLeft(part, operations)) ||
        (part !== request.title && isTableLeft(part, operations)),
    ),
  );
  // By the words of the part alone: an answer that says more must not change the question that it answers.
  const namedIn = (said: string): string =>
    unique(tablesIn(tokenize(said), context).map(displayName))
      .slice(0, 3)
      .join(', ');
  const ask = (part: string, isLimit: boolean) => ({
    part,
    question: isLimit
      ? limitNotUnderstood(part, text.sentences.get(part))
      : notUnderstood(part, text.sentences.get(part), namedIn(`${part} ${text.sentences.get(part) ?? ''}`)),
  });
  const unread = [
    ...[...(summed ? [] : text.unreadTitle), ...text.unread].map((part) =>
      ask(part, limits(part, text.sentences.has(part))),
    ),
    ...[...rules].map((part) => ask(part, text.sentences.has(part))),
  ];
  const passed = unread.filter(({ question }) => settled.leftOut.has(question)).map(({ part }) => part);
  const open = [
    ...names.questions,
    ...text.draft.questions.filter((one) => !(tabled && wantsTable.test(one))),
    ...(text.demands.length === 0 ? names.refusals : []),
    ...text.doubts.map(doubted).filter((question) => !settled.held.has(question)),
    ...unread.map(({ question }) => question).filter((question) => !settled.leftOut.has(question)),
    ...contradictions(operations),
    ...(original.startsWith(request.title) ? [] : calledTwice(text, original)),
    ...(addressed ? besideOrders(operations) : []),
  ];
  // What is refused for its demands is not asked about: the engine says no first.
  if (open.length === 0 && text.demands.length === 0) open.push(...refusals(operations, catalog));
  return {
    questions: joined(
      unique(open).filter((one) => text.severalTables === undefined || !whichTable.test(one)),
    ),
    leftAlone: unique([...text.unreadTitle, ...text.leftAlone.filter((part) => !rules.has(part)), ...passed]),
  };
}
