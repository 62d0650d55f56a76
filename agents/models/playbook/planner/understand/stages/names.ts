import { severalTables } from '../lines/tables-follow.ts';
import { tablesIn } from '../mentioned.ts';
import { isCriteria } from '../told/contexts.ts';
import { namesThings } from '../unread/weight.ts';
import type { Stage } from './stage.ts';

/** Notes what the sentence names, for those that name nothing. */
export const withNames: Stage = (sentence, { state }) => {
  const { context, mentioned } = state;
  state.named ||= namesThings(sentence.tokens, context);
  // `### Tasks`: what is to do, and no table.
  const heads = sentence.from === 'heading' && isCriteria(sentence);
  for (const table of heads ? [] : tablesIn(sentence.tokens, context))
    if (!mentioned.includes(table)) mentioned.push(table);
  state.severalTables ??= severalTables(sentence);
  return sentence;
};
