import { textOf } from '../../text/tokens.ts';
import { isInjection } from '../told/demands.ts';
import type { Stage } from './stage.ts';

/** What speaks to an agent, or attacks, is shown to a person and not read. */
export const withoutHazards: Stage = (sentence, { state }) => {
  const { found, context } = state;
  const text = textOf(sentence.tokens);
  if (isInjection(sentence, context)) {
    found.hazards.push(`the text speaks to an agent ("${text}"); it was read as data and not followed`);
    state.poisoned = sentence.block;
    state.injected = true;
    return undefined;
  }
  if (sentence.attack) {
    found.hazards.push(
      `the text holds what looks like an attack on SQL ("${text}"); it was not read as a request`,
    );
    return undefined;
  }
  if (sentence.block === state.poisoned && sentence.from !== 'title') {
    found.leftAlone.push(`${text} (stands beside text that speaks to an agent)`);
    return undefined;
  }
  return sentence;
};
