import { tokenize as sqlTokens } from '../../../../../../postgres/operations/tokens.ts';
import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf, type TableReading } from '../../grammar/slots/names.ts';
import { typeWords } from '../../lexicon/types.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, tokenize } from '../../text/tokens.ts';
import { checkOrders, checkStatement, spend } from '../../text/too-long.ts';
import { absorb, closing } from '../continuations/absorb.ts';
import { Draft } from '../draft.ts';
import { withoutWayBack } from '../exhibits/way-back.ts';
import { findIntents } from '../intents.ts';
import { recordIntent } from '../record/intent.ts';
import type { Topic } from '../topic.ts';
import { asDefault, markDefaults } from './defaults.ts';
import { fromDialect } from './dialects.ts';
import { doBlock } from './do-block.ts';
import { readStatement } from './statement.ts';
import { structureSql } from './structure.ts';

/** SQL that orders a change. */
export const isChange = (sql: string): boolean =>
  /^\s*(?:alter|create|drop|update|comment on|delete from|insert into|truncate|grant|revoke)\s/i.test(sql);

const statementHead =
  /^\s*(?:alter|create|drop)\s+(?:table|unique\s+index|index)\s+(?:concurrently\s+)?(?!for\b|to\b|on\s+the\b)(?:on\s+)?[\w."`]+\s*(?:\(|;|$|\b(?:on|add|drop|alter|rename|change|modify)\b)/i;
/** Capitals, a semicolon or CASCADE: `create table tasks on the left side` is English. */
const writtenAsSql = /\b(?:ALTER|CREATE|DROP) (?:TABLE|UNIQUE|INDEX)\b|;\s*$|^(?:alter|drop)\s.+\scascade$/;

/** With options or a list of columns it is more than this reads. */
const createView =
  /^create\s+(?:an?\s+|the\s+)?(?<replace>or\s+replace\s+)?(?<materialized>materialized\s+)?view\s+(?<name>[\w."]+)\s+as\s+(?<query>(?:select|with)\s.+)$/is;

/** Forms would take the name of a type or an index for one of a column, and pass over the order of a key. */
const notForForms =
  /^create\s+(?:type|(?:unique\s+)?index)\b|\badd\s+(?:(?:unique|fulltext|spatial)\s+)?(?:index|key)\s/i;
/** What forms read over: where and how a table or a key is kept, and when it is checked. */
const beyondForms =
  /\)\s*using\s+\w+\s*$|\btablespace\s+\w|\bdeferrable\b|\binitially\s+(?:deferred|immediate)\b|\bno\s+inherit\b|\bnulls\s+not\s+distinct\b|\binclude\s*\(|\bwith\s*\(\s*fillfactor\b|\bas\s+identity\s*\(/i;
/** Names that forms read over, and keys that they would take for columns. */
const namesConstraints = /\bconstraint\s+(?!(?:if|on|for)\b)[\w"]+\s|\badd\s+foreign\s+key\b/i;

/** Words that no query has: the sentence orders something else, too. */
const goesOn =
  /\b(?:then|also|add|drop|rename|create|make|remove|change|install|enable|delete|update|alter|set|move|split)\b/i;

/** `CREATE TABLE visitor` in capitals: what it holds stands elsewhere. */
const nameAlone = /^create\s+table\s+["'`]?\w+["'`]?\s*;?$/i;

/** A whole sentence that is SQL; `create a view x as select …` is as good as SQL. */
export const isStatement = (text: string): boolean =>
  (statementHead.test(text) && writtenAsSql.test(text) && !nameAlone.test(text)) ||
  (createView.test(text) && !goesOn.test(text.slice(6)));

/** SQL that only shows something. */
const shows = /^(?:select|with|explain|begin|start|commit|end|set|reset|show)$/i;

/** What the server said to it. */
const message = /^(?:error|hint|detail|warning|notice)\s*:/i;

/** A query that changes rows on its way. */
const writes = /\b(?:insert\s+into|update|delete\s+from|merge\s+into)\b/i;

/** Split at the semicolons that stand outside quotes; comments are left out. */
function statementsOf(sql: string): readonly string[] {
  const statements: string[][] = [[]];
  for (const { kind, text } of sqlTokens(sql)) {
    const last = statements.at(-1) ?? [];
    if (kind === 'symbol' && text === ';') statements.push([]);
    else if (kind !== 'comment' && kind !== 'space') last.push(text);
    else if (last.at(-1) !== ' ') last.push(' ');
  }
  return statements.map((parts) => parts.join('').trim()).filter((text) => text !== '');
}

/** `DO $$ BEGIN … EXCEPTION WHEN duplicate_object THEN null; END $$`: what it holds. */
function withoutGuard(text: string): readonly string[] {
  const inside = /^do\b/i.test(text) ? doBlock(text) : undefined;
  return inside === undefined ? [text] : statementsOf(inside);
}

const keywords: ReadonlySet<string> = new Set(
  `add all alter and as asc cascade check collate column comment concurrently constraint create current_date current_timestamp default delete desc drop
  exists foreign from if in index is key not now null on only or primary references rename restrict set table to true false type unique update using
  where with without zone varying precision time always generated identity by by_default`.split(/\s+/),
);

/** In SQL every word that is no keyword and no type is a name. */
function asName(token: Token): Token {
  const plain = token.kind !== 'word' || keywords.has(token.low) || typeWords[token.low] !== undefined;
  return plain ? token : { ...token, kind: 'code', inner: [token] };
}

/** Quotes that change nothing; in others stands a name that is read to the letter. */
const needlessQuotes = /(?<!")"([a-z_][a-z0-9_$]*)"(?!")/g;

const sentenceOf = (tokens: readonly Token[]): Sentence => ({
  tokens,
  from: 'paragraph',
  section: '',
  depth: 0,
  checked: null,
  block: 0,
  asks: false,
  attack: false,
});

export interface SqlReading {
  /** What the text speaks about after the SQL. */
  readonly topic: Topic | undefined;
  /** Statements that order a change in a way that no form knows in full. */
  readonly unread: readonly string[];
  /** What the line above asks for is said here. */
  readonly settles?: true;
}

/** What a statement takes beside the grammar. */
const statementEffort = 4_000;

/** Behind a request these add nothing that is not done anyway. */
const idle: ReadonlySet<string> = new Set(['restrict', ';', ',', ')', '(', 'using', 'btree', 'asc']);

/**
 * Statements as the requests that they are; one that is not understood to its last word is handed back. A table
 * that is there already is shown, not asked for.
 */
export function readDdl(sql: string, draft: Draft, context: ReadingContext): SqlReading {
  let topic: Topic | undefined;
  const unread: string[] = [];
  for (const { sql: text, notes } of statementsOf(withoutWayBack(sql))
    .flatMap(withoutGuard)
    .flatMap(fromDialect)) {
    checkOrders(draft.columns.length + draft.rules.length + draft.tables.length);
    spend(statementEffort);
    draft.notes.push(...notes);
    const first = /^\w+/.exec(text)?.[0] ?? '';
    // Rows: each is read, and tried against the types of the table.
    if (/^insert$/i.test(first)) checkStatement(text.split('),').length, text);
    if (shows.test(first)) {
      if (/^with$/i.test(first) && writes.test(text)) unread.push(text);
      continue;
    }
    const view = createView.exec(text);
    if (view?.groups) {
      const { replace, materialized, name = '', query = '' } = view.groups;
      draft.rules.push({
        kind: 'view',
        name: nameOf(name, true),
        query,
        replace: replace !== undefined,
        materialized: materialized !== undefined,
      });
      continue;
    }
    const structure = structureSql(text, context);
    if (structure) {
      draft.rules.push(structure);
      continue;
    }
    const tokens = tokenize(markDefaults(text).replace(needlessQuotes, '$1')).map(asName).map(asDefault);
    checkStatement(tokens.length, text);
    if (/^update$/i.test(first)) {
      if (!readStatement(text, draft, context)) unread.push(text);
      continue;
    }
    if (showsKnownTable(tokens, context)) continue;
    if (message.test(text)) continue;
    const read = readChange(text, tokens, draft, context);
    if (read) topic = read.topic ?? topic;
    else unread.push(text);
  }
  return { topic, unread };
}

/** SQL folds `createdAt`, and who writes it so without quotes does not know it. */
const foldsNames = (text: string): boolean =>
  sqlTokens(text).some((token) => token.kind === 'name' && /^\w*[a-z]\w*[A-Z]/.test(token.text));

function readChange(
  text: string,
  tokens: readonly Token[],
  draft: Draft,
  context: ReadingContext,
): { readonly topic: Topic | undefined } | undefined {
  const named = namesConstraints.test(text);
  const stated = foldsNames(text) ? undefined : readStatement(text, draft, context);
  if (stated) return stated;
  // First on paper: a statement that forms read only in part would leave half a change behind.
  if (
    notForForms.test(text) ||
    beyondForms.test(text) ||
    !readByForms(tokens, new Draft(), context).understood
  )
    return named ? undefined : readStatement(text, draft, context);
  if (named)
    draft.notes.push(
      'the names that the SQL gives to constraints are not kept: the text says more of the same table',
    );
  return readByForms(tokens, draft, context);
}

/** A statement read like a sentence, with what prose says of the same things. */
function readByForms(
  tokens: readonly Token[],
  draft: Draft,
  context: ReadingContext,
): { readonly topic: Topic | undefined; readonly understood: boolean } {
  let topic: Topic | undefined;
  const { intents } = findIntents(sentenceOf(tokens), context);
  const altered = intents.map(({ captures }) => captures.table as TableReading | undefined).find(Boolean);
  const before = draft.columns.length;
  let understood = intents.length > 0 && intents[0]?.start === 0;
  intents.forEach((intent, index) => {
    topic = recordIntent(intent, draft) ?? topic;
    const rest = tokens.slice(intent.next, intents[index + 1]?.start);
    if (topic && rest.length > 0) absorb(topic, rest, draft, context);
    understood &&= isRead(rest, topic, context);
  });
  // `ADD COLUMN a …, ADD COLUMN b …`: the table stands once.
  for (const column of draft.columns.slice(before)) column.table ??= altered;
  if (topic?.kind === 'table') topic.draft.stated = true;
  return { topic, understood };
}

/** `CREATE TABLE` of a table that the schema has. */
function showsKnownTable(tokens: readonly Token[], context: ReadingContext): boolean {
  if (tokens[0]?.low !== 'create' || tokens[1]?.low !== 'table') return false;
  const name = tokens.slice(2, 6).find(({ kind }) => kind === 'code');
  return name !== undefined && context.names.knownTable(name.text) !== undefined;
}

function isRead(rest: readonly Token[], topic: Topic | undefined, context: ReadingContext): boolean {
  if (topic?.kind === 'table') {
    const { columns } = topic.draft;
    // `(id int) INHERITS (tasks)`: of what stands behind the brackets no form knows all.
    const behind = rest[0]?.text === '(' ? rest.slice(closing(rest) + 1) : [];
    const read = columns.every(({ facts }) => facts.left.length === 0);
    return columns.length > 0 && read && behind.every((token) => idle.has(token.low));
  }
  const left = topic?.kind === 'columns' ? scanFacts(rest, context).left.flat() : rest;
  return left.every((token) => idle.has(token.low));
}
