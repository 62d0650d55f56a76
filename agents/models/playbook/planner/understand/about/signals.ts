import { databaseWords, engineWords, slownessWords, tabularWords, toolWords } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { page, schemas, storeAt } from './elsewhere.ts';

const tools = new Phrases(toolWords);
const database = new Phrases(databaseWords);
const schema = new Phrases([...databaseWords].filter((word) => !tabularWords.has(word)));
const things = new Phrases([...databaseWords].filter((word) => !engineWords.has(word)));
const slowness = new Phrases(slownessWords);
/** PostgreSQL's own words: the schema refused something, whatever page showed the message. */
const failure =
  /\b(?:(?:column|relation|table) "?[\w.]+"? (?:of relation "?\w+"? )?(?:does not exist|already exists)|data (?:too long|truncated) for column|numeric field overflow|value too long for type|violates (?:foreign key|not-null|unique|check) constraint|foreign key constraint fail|integrity constraint violation|duplicate key value|(?:integer|bigint|smallint) out of range|out of range for type (?:integer|bigint|smallint)|invalid input value for enum)\b/i;

/** The same in the words of whoever saw it. */
const toldFailure =
  /\b(?:relation does ?n[o']?t exists?|not[- ]?null[- ](?:constraint )?(?:violation|is violated)|null constraint failed|foreign[- ]?key (?:constraint )?(?:is |are |was )?violat\w+)\b/i;

export const isFailure = (text: string): boolean => failure.test(text);

export interface Signals {
  readonly page: number;
  readonly store: string | undefined;
  readonly tool: number;
  readonly database: number;
  /** Of these, the words that only a database has. */
  readonly schema: number;
  /** The title speaks of another store. */
  readonly storeInTitle: string | undefined;
  /** Of the words of a database, those that say more than that there is one. */
  readonly things: number;
  /** A message of PostgreSQL about the schema. */
  readonly failed: boolean;
  /** Something is slow: an index may be wanted. */
  readonly slowness: number;
}

/** `JSON schema` is a schema, and none of a database. */
const withoutOthers = (tokens: readonly Token[]): readonly Token[] => {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const length = schemas.lengthAt(tokens, at);
    const token = tokens[at];
    if (length === 0 && token) kept.push(token);
    at += Math.max(length, 1);
  }
  return kept;
};

/** What the words of a text are about. */
export function signals(sentences: readonly Sentence[]): Signals {
  const sum = (phrases: Phrases) =>
    sentences.reduce((total, { tokens }) => total + phrases.count(withoutOthers(tokens)), 0);
  const inStore = sentences.find(({ tokens }) => storeAt(tokens) !== -1);
  const title = sentences.find(({ from }) => from === 'title');
  const failures = sentences.filter(
    ({ tokens }) => failure.test(textOf(tokens)) || toldFailure.test(textOf(tokens)),
  ).length;
  const at = inStore ? storeAt(inStore.tokens) : -1;
  return {
    page: sum(page),
    store: inStore?.tokens[at]?.text,
    tool: sum(tools) + sentences.reduce((total, { tokens }) => total + schemas.count(tokens), 0),
    database: sum(database),
    storeInTitle:
      title && storeAt(title.tokens) !== -1 ? title.tokens[storeAt(title.tokens)]?.text : undefined,
    things: sum(things),
    schema: sum(schema) + failures,
    failed: failures > 0,
    slowness: sum(slowness),
  };
}
