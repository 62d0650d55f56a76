import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';
import { isSqlTold } from '../models/ordered.ts';
import { isChange } from '../sql/ddl.ts';

const longest = 14;
const follows =
  /\b(?:add|adds|adding|create|need|needs|want|apply|run|execute|propose|suggest)\b.*\b(?:following|as follows|below)\b/i;
/** Something is ordered beside what follows, or taken out of it. */
const beside = /\b(?:and|then|also|but|except|only|without|or|not)\b/i;

/** `We need the following index on users:` above its statement: what it sums up is said there. */
export const leadsToCode = (sentence: Sentence, next: Sentence | Exhibit | undefined): boolean => {
  const { tokens } = sentence;
  const code = next && 'content' in next && next.content.kind === 'code' ? next.content.text : '';
  const text = textOf(tokens);
  return (
    isChange(code) &&
    tokens.at(-1)?.text === ':' &&
    tokens.length <= longest &&
    follows.test(text) &&
    !beside.test(text) &&
    !isSqlTold(sentence)
  );
};
