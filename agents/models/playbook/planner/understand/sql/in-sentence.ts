import { typedIn } from '../../text/psql.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import { isFailure } from '../about/signals.ts';
import { Draft } from '../draft.ts';
import { isSqlTold } from '../models/ordered.ts';
import type { ReaderState } from '../reader-state.ts';
import { isChange, isStatement, readDdl } from './ddl.ts';
import { isShownQuery } from './shown-query.ts';
import { tableInWords } from './table-in-words.ts';

/** `DELETE FROM ...`: a kind of statement, and none. */
const elided = /\s(?:\.\.\.|…)(?:\s|;|$)/;

/** `For example:` above a statement: of what is wanted it is one. */
const example = /(?:\bfor (?:example|instance)|\be\.g\.?)\s*[:,]?$/i;

const statement = /^(?:alter|create|drop|truncate) table\b/i;

/** A statement in a code span, or as a whole sentence, is read like one in a code block. */
export function readSql(state: ReaderState, sentence: Sentence, told: string): readonly Token[] {
  const { tokens, from } = sentence;
  const whole = textOf(tokens);
  const worded = from === 'heading' ? undefined : tableInWords(tokens);
  const isSql = worded !== undefined && readDdl(worded, new Draft(), state.context).unread.length === 0;
  if (worded !== undefined && isSql) {
    const { topic } = readDdl(worded, state.draft, state.context);
    if (topic?.kind === 'table') delete topic.draft.stated;
    state.topic = topic ?? state.topic;
    return tokens;
  }
  // Forms of prose would give the condition to the column before it.
  if (worded !== undefined && /\bcheck ?\(/i.test(worded)) {
    state.found.unread.push(whole);
    return tokens;
  }
  const typed = typedIn(whole);
  if (typed !== undefined && isChange(typed)) {
    const { topic, unread } = readDdl(typed, state.draft, state.context);
    state.topic = topic ?? state.topic;
    state.found.unread.push(...unread);
    state.found.doubts.push(typed);
    return tokens;
  }
  const all = from !== 'heading' && isStatement(whole);
  const spans = tokens.filter(
    (token) =>
      token.kind === 'code' &&
      token.inner.length > 2 &&
      isChange(token.text) &&
      !isFailure(token.text) &&
      !elided.test(token.text),
  );
  // `I tried `alter table …`, and it failed`
  const around = textOf(tokens.filter((one) => !spans.includes(one)));
  const shown = isSqlTold(sentence) || isShownQuery(spans, [told, around]);
  if (!all && spans.length > 0 && shown) {
    state.found.leftAlone.push(whole);
    return tokens;
  }
  // `After running a script with the content:` above it.
  if ((all || statement.test(whole)) && isSqlTold({ tokens: tokenize(told) })) {
    state.found.unread.push(whole);
    return tokens;
  }
  const stated = all ? [whole] : spans.map((span) => span.text);
  const lead = [around, told].find((text) => example.test(text));
  if (stated.length > 0 && lead !== undefined) state.found.doubts.push(lead);
  for (const text of stated) {
    const read = readDdl(text, state.draft, state.context);
    state.topic = read.topic ?? state.topic;
    state.found.unread.push(...read.unread);
  }
  return all ? tokens : spans;
}
