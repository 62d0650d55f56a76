import { tokenize as sqlTokens } from '../../../../../postgres/operations/tokens.ts';
import { matchAt } from '../grammar/match.ts';
import { compilePattern } from '../grammar/pattern.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { slots } from '../grammar/slots/slots.ts';
import { typeWords } from '../lexicon/types.ts';
import { words } from '../lexicon/words.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Token, tokenize } from '../text/tokens.ts';
import { absorb } from './absorb.ts';
import type { Draft } from './draft.ts';
import { findIntents } from './intents.ts';
import { recordIntent } from './record-intent.ts';
import type { Topic } from './topic.ts';

/** SQL that orders a change. */
export const isChange = (sql: string): boolean => /^\s*(?:alter|create|drop|update|comment on)\s/i.test(sql);

/** SQL that only shows something. */
const shows = /^(?:select|with|explain|insert|delete|begin|commit|set|grant|truncate)$/i;

/** Split at the semicolons that stand outside quotes; comments are left out. */
function statementsOf(sql: string): readonly string[] {
  const statements = [''];
  for (const { kind, text } of sqlTokens(sql)) {
    if (kind === 'symbol' && text === ';') statements.push('');
    else statements[statements.length - 1] += kind === 'comment' ? ' ' : text;
  }
  return statements.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}

const keywords: ReadonlySet<string> = new Set(
  `add all alter and as asc cascade check collate column comment concurrently constraint create current_date current_timestamp default delete desc drop
  exists foreign from if in index is key not now null on only or primary references rename restrict set table to true false type unique update using
  where with without zone varying precision time always generated identity by`.split(/\s+/),
);

/** In SQL every word that is no keyword and no type is a name. */
function asName(token: Token): Token {
  const plain = token.kind !== 'word' || keywords.has(token.low) || typeWords[token.low] !== undefined;
  return plain ? token : { ...token, kind: 'code', inner: [token] };
}

const update = compilePattern('update {table} set {name} = ', words);

const sentenceOf = (tokens: readonly Token[]): Sentence => ({
  tokens,
  from: 'paragraph',
  section: '',
  depth: 0,
  checked: null,
  block: 0,
  asks: false,
});

/**
 * Statements of a code block as the requests that they are. A table or column that is there already shows what is,
 * and asks for nothing; the builder leaves it out.
 */
export function readDdl(sql: string, draft: Draft, context: ReadingContext): Topic | undefined {
  let topic: Topic | undefined;
  for (const text of statementsOf(sql)) {
    const first = /^\w+/.exec(text)?.[0] ?? '';
    if (shows.test(first)) continue;
    const tokens = tokenize(text.replaceAll('"', '')).map(asName);
    if (/^update$/i.test(first)) {
      readUpdate(text, tokens, draft, context);
      continue;
    }
    const created =
      /^create$/i.test(first) && tokens[1]?.low === 'table'
        ? tokens.find((token) => context.names.knownTable(token.text))
        : undefined;
    if (created && tokens.indexOf(created) < 6) continue;
    for (const intent of findIntents(sentenceOf(tokens), context).intents) {
      topic = recordIntent(intent, draft) ?? topic;
      if (topic) absorb(topic, tokens.slice(intent.next), draft, context);
    }
  }
  return topic;
}

/** `UPDATE table SET column = expression [WHERE condition]` */
function readUpdate(text: string, tokens: readonly Token[], draft: Draft, context: ReadingContext): void {
  const match = matchAt(update, tokens, 0, slots, context);
  const parts = /^update\s+.+?\s+set\s+\S+?\s*=\s*(.+?)(?:\s+where\s+(.+))?$/is.exec(text);
  if (!match || !parts?.[1]) return;
  const { table, name } = match.captures as { table: never; name: never };
  draft.fills.push({ table, column: name, expression: { kind: 'sql', sql: parts[1] }, where: parts[2] });
}
