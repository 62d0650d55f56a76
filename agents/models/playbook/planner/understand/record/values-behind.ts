import { scanFacts } from '../../attributes/read.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { list2 } from '../../grammar/slots/literals.ts';
import type { Token } from '../../text/tokens.ts';
import type { Topic } from '../topic.ts';

/**
 * `: happy, neutral or sad`, all that stands behind one new column: its values. Undefined where a word of it says
 * something else about a column, or is a table.
 */
export function valuesBehind(
  topic: Topic | undefined,
  rest: readonly Token[],
  context: ReadingContext,
): readonly string[] | undefined {
  const [column, ...others] = topic?.kind === 'columns' ? topic.drafts : [];
  if (!column || others.length > 0 || column.facts.facts.oneOf || rest[0]?.text !== ':') return undefined;
  const end = rest.at(-1)?.text === '.' ? rest.length - 1 : rest.length;
  const words = rest.slice(1, end);
  if (Object.keys(scanFacts(words, context).facts).length > 0) return undefined;
  if (words.some(({ text }) => context.names.knownTable(text) !== undefined)) return undefined;
  for (const { value, next } of list2(words, 0)) if (next === words.length) return value;
  return undefined;
}
