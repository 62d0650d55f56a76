import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, tokenize } from '../../text/tokens.ts';
import { nouns } from '../wording/proposals.ts';
import { fieldLine } from './field-line.ts';
import { withoutLabel } from './parts.ts';

/* `profiles.streak integer` in what a text says of its database: a new column, in an order without a verb. */

const joints: ReadonlySet<string> = new Set([',', 'and', '&', '+']);
const adding: ReadonlySet<string> = new Set(['add', 'adds', 'adding', 'need', 'needs']);

interface Paths {
  readonly table: CatalogTable;
  readonly columns: readonly string[];
  readonly next: number;
}

const isNew = ({ columns }: CatalogTable, name: string): boolean =>
  columns.every((column) => nameKey(column.name) !== nameKey(name));

/** `profiles.streak and profiles.longest_streak`: new columns of one table. */
function pathsAt(tokens: readonly Token[], start: number, { names }: ReadingContext): Paths | undefined {
  const columns: string[] = [];
  let table: CatalogTable | undefined;
  let next = start;
  for (let at = start; at < tokens.length; at += 1) {
    while (columns.length > 0 && joints.has(tokens[at]?.low ?? '')) at += 1;
    const [, owner = '', column = ''] = /^(\w+)\.(\w+)$/.exec(tokens[at]?.text ?? '') ?? [];
    const known = names.knownTable(owner);
    if (!known || !isNew(known, column) || (table !== undefined && table !== known)) break;
    table = known;
    columns.push(column);
    next = at + 1;
  }
  return table && { table, columns, next };
}

const written = ({ table, columns, next }: Paths, tokens: readonly Token[]): readonly Token[] => [
  ...tokenize(`add ${columns.map((name) => `\`${name}\``).join(' and ')} to \`${table.name}\``),
  ...tokens.slice(next),
];

/** `school_id → schools`, as a foreign key is written. */
function withReferences(tokens: readonly Token[], { names }: ReadingContext): readonly Token[] {
  return tokens.flatMap((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    const key =
      token.text === '→' && /_id$/.test(before?.low ?? '') && /^\w+(?:\.id)?$/.test(next?.text ?? '');
    const table = names.knownTable((next?.text ?? '').replace(/\.id$/, '')) !== undefined;
    return key && (table || /\.id$/.test(next?.text ?? ''))
      ? tokenize('references').map((one) => ({ ...one, spaced: true }))
      : [token];
  });
}

const hasType = (tokens: readonly Token[], context: ReadingContext): boolean =>
  [scanFacts(tokens, context).facts].some(({ type, references }) => (type ?? references) !== undefined);

const isThere = (token: Token | undefined, { names }: ReadingContext): boolean => {
  const [, owner = '', column = ''] = /^(\w+)\.(\w+)$/.exec(token?.text ?? '') ?? [];
  return names.knownTable(owner)?.columns.some(({ name }) => name === column) === true;
};
const limits = new Phrases(
  'at least|at most|between|max|min|maximum|minimum|up to|unique|not null|required|one of'.split('|'),
);
const isLimit = (tokens: readonly Token[], context: ReadingContext): boolean =>
  limits.startsAt(tokens, 0) && scanFacts(tokens, context).left.length === 0;

/** `check on task_tags.tag: at most 40 characters` */
function ruleOf(tokens: readonly Token[], context: ReadingContext): readonly Token[] | undefined {
  const at = /^(?:new|a|an)$/.test(tokens[0]?.low ?? '') ? 1 : 0;
  const on = /^(?:constraint)$/.test(tokens[at + 1]?.low ?? '') ? at + 2 : at + 1;
  const said = /^(?:check|constraint|limit|rule)$/.test(tokens[at]?.low ?? '');
  const place = tokens[on + 1];
  const rest = tokens.slice(on + 3);
  const joined = /^[:,(-]$/.test(tokens[on + 2]?.text ?? '');
  if (!said || !/^(?:on|for)$/.test(tokens[on]?.low ?? '') || !joined || !isThere(place, context))
    return undefined;
  return isLimit(rest, context)
    ? [...tokens.slice(on + 1, on + 2), ...tokenize('must be'), ...rest]
    : undefined;
}

const articles: ReadonlySet<string> = new Set(
  'a an one another new optional nullable required mandatory unique additional extra further'.split(' '),
);
const columnNouns: ReadonlySet<string> = new Set(words.column);
const tells: ReadonlySet<string> = new Set(
  'is are was has have should must can will holds stores contains'.split(' '),
);
/** `An optional pronouns column on profiles`, `Column avatar_url (text) on profiles`: one that is not there. */
function isNewThing(tokens: readonly Token[], { names }: ReadingContext): boolean {
  const noun = tokens.findIndex(({ low }) => columnNouns.has(low));
  const headed = noun === 0 || (noun > 0 && noun < 6 && articles.has(tokens[0]?.low ?? ''));
  const table = tokens.findIndex(
    ({ text }, at) =>
      at > noun &&
      /^(?:on|in|to|for)$/.test(tokens[at - 1]?.low ?? '') &&
      names.knownTable(text) !== undefined,
  );
  const beside = tokens.slice(0, table);
  const name = beside.find(({ kind, text }) => kind === 'code' || text.includes('_'));
  return (
    headed &&
    table !== -1 &&
    name !== undefined &&
    isNew(names.knownTable(tokens[table]?.text ?? '') as CatalogTable, name.text) &&
    !beside.some(({ low }) => tells.has(low))
  );
}

function asOrder(given: readonly Token[], context: ReadingContext): readonly Token[] {
  // `Added `tags` to …`, told of what is proposed.
  const tokens = /^added$/.test(given[0]?.low ?? '') ? [...tokenize('add'), ...given.slice(1)] : given;
  const paths = pathsAt(tokens, 0, context);
  if (paths) return hasType(tokens.slice(paths.next), context) ? written(paths, tokens) : tokens;
  // `tasks.title at most 100 characters`: a rule for a column that is there.
  if (isThere(tokens[0], context) && isLimit(tokens.slice(1), context))
    return [...tokens.slice(0, 1), ...tokenize('must be'), ...tokens.slice(1)];
  if (isThere(tokens[0], context) && tokens[1]?.low === 'is' && isLimit(tokens.slice(2), context))
    return [...tokens.slice(0, 1), ...tokenize('must be'), ...tokens.slice(2)];
  const each = /^(?:every|each)$/.test(tokens[0]?.low ?? '') && /^(?:has|have)$/.test(tokens[2]?.low ?? '');
  if (each) return [...tokens.slice(0, 2), ...tokenize('gets'), ...tokens.slice(3)];
  const rule = ruleOf(tokens, context);
  if (rule) return rule;
  if (nouns.startsAt(tokens, 0) || isNewThing(tokens, context)) return [...tokenize('add'), ...tokens];
  const table = tokens[1]?.text === ':' ? context.names.knownTable(tokens[0]?.text ?? '') : undefined;
  const line = table && fieldLine(tokens.slice(2), context);
  return table && line?.facts.facts.type !== undefined && isNew(table, line.name.text)
    ? [...tokenize(`add to \`${table.name}\` :`), ...tokens.slice(2)]
    : tokens;
}

/** `Add profiles.a and profiles.b, both integer`: two columns of one table. */
function withPaths(tokens: readonly Token[], context: ReadingContext): readonly Token[] {
  const at = tokens.findIndex(({ low }) => adding.has(low));
  const paths = at === -1 ? undefined : pathsAt(tokens, at + 1, context);
  return paths && paths.columns.length > 1 ? [...tokens.slice(0, at), ...written(paths, tokens)] : tokens;
}

const todos: ReadonlySet<string> = new Set(['tasks', 'todo', 'todos', 'to do', 'task list', 'checklist']);
const proposals =
  /^(?:(?:describe )?the solution youd like|(?:proposed |suggested |possible )?(?:solution|proposal|change|changes|design|fix)s?|detailed design|technical (?:notes|details|tasks)|requirements|implementation|what should we do|whats needed|what is needed|scope|in scope|details|request|(?:desired|wanted|target) (?:behaviou?r|state)|goal|what|what we want)$/;
const isProposal = ({ section }: Sentence): boolean => proposals.test(section.replace(/^describe /, ''));
const isTodo = ({ from, section }: Sentence): boolean => from === 'item' && todos.has(section);
const namesPath = (tokens: readonly Token[], context: ReadingContext): boolean =>
  tokens.some((token) => isThere(token, context));

const isEach = (tokens: readonly Token[]): boolean => /^(?:every|each)$/.test(tokens[0]?.low ?? '');
const keeping: ReadonlySet<string> = new Set('store save keep remember track record need add'.split(' '));
/** `Store the time zone of the learner: profiles.timezone, text`: a new column, and what for. */
function behindColon(tokens: readonly Token[], context: ReadingContext): readonly Token[] | undefined {
  const colon = tokens.findIndex(({ text }) => text === ':');
  if (colon < 2 || !keeping.has(tokens[0]?.low ?? '') || namesPath(tokens.slice(0, colon), context))
    return undefined;
  const paths = pathsAt(tokens, colon + 1, context);
  return paths && hasType(tokens.slice(paths.next), context) ? written(paths, tokens) : undefined;
}

/** `Proposed solution: a check on …` */
function behindLabel(tokens: readonly Token[]): readonly Token[] | undefined {
  const colon = tokens.findIndex(({ text }) => text === ':');
  const label = tokens.slice(0, Math.max(colon, 0)).map(({ low }) => low);
  return label.length > 0 && label.length < 4 && proposals.test(label.join(' '))
    ? tokens.slice(colon + 1)
    : undefined;
}

export function withDatabaseLines(
  sentences: readonly Sentence[],
  ofDatabase: ReadonlySet<Sentence>,
  context: ReadingContext,
): readonly Sentence[] {
  return sentences.map((sentence) => {
    if (sentence.from === 'title' || sentence.from === 'heading' || sentence.asks) return sentence;
    const behind = behindColon(sentence.tokens, context);
    if (behind) return { ...sentence, tokens: behind };
    const labelled = behindLabel(sentence.tokens);
    const given = labelled ?? sentence.tokens;
    const proposed = labelled !== undefined || isProposal(sentence);
    const things = isNewThing(given, context) || namesPath(given, context) || isEach(given);
    const own =
      ofDatabase.has(sentence) || (things && proposed) || (isTodo(sentence) && namesPath(given, context));
    if (!own) return { ...sentence, tokens: withPaths(sentence.tokens, context) };
    const said = withReferences(labelled ?? withoutLabel(sentence), context);
    const order = asOrder(said, context);
    return { ...sentence, tokens: order === said ? withPaths(said, context) : order, ordered: true };
  });
}
