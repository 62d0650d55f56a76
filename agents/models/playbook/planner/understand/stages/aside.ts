import { textOf } from '../../text/tokens.ts';
import { isWrittenByApp } from '../about/app-work.ts';
import { isOfValidation } from '../about/of-validation.ts';
import { lackedIn } from '../about/outputs.ts';
import { isCheckOfCode } from '../about/process-line.ts';
import { isServiceLine } from '../about/service-line.ts';
import { isContext } from '../told/contexts.ts';
import { demandsOf } from '../told/demands.ts';
import { behindMotive, isImpression } from '../told/motive.ts';
import { destroys } from '../verdict/destructive.ts';
import type { Stage } from './stage.ts';

/** What only tells how things are. */
export const withoutContext: Stage = (sentence, { state: { found, context }, given }) => {
  const text = textOf(sentence.tokens);
  found.demands.push(...demandsOf(sentence, context));
  if (isContext(sentence)) {
    if (sentence.checked) found.leftAlone.push(`${text} (is ticked off)`);
    else if (sentence.from === 'quote' && destroys(sentence.tokens))
      found.hazards.push(`the text quotes an order ("${text}"); a quotation is no request`);
    else if (sentence.from === 'quote') found.leftAlone.push(`${text} (is quoted)`);
    return undefined;
  }
  if (given.from !== 'title' && isWrittenByApp(sentence.tokens)) {
    found.leftAlone.push(`${text} (is what the application does)`);
    return undefined;
  }
  return sentence;
};

/** What only tells why. */
export const withoutMotive: Stage = (sentence, { state: { found, context } }) => {
  const { tokens } = sentence;
  if (isImpression(tokens)) {
    found.leftAlone.push(textOf(tokens));
    return undefined;
  }
  const behind = behindMotive(tokens, context);
  if (behind === 0) return sentence;
  found.leftAlone.push(textOf(tokens.slice(0, behind)));
  return { ...sentence, tokens: tokens.slice(behind) };
};

/** What is about the application beside its database. */
export const withoutElsewhere: Stage = (sentence, { state, given: { from, depth } }) => {
  const { found, context } = state;
  const { tokens } = sentence;
  const text = textOf(tokens);
  if (isOfValidation(tokens) || (from === 'item' && isCheckOfCode(tokens))) {
    found.elsewhere.push('the code');
    found.leftAlone.push(`${text} (is about the code)`);
    return undefined;
  }
  const below = state.service !== undefined && from === 'item' && depth > state.service;
  const ofService = from !== 'title' && isServiceLine(tokens, context.hasColumn);
  if (!below) state.service = ofService && from === 'item' ? depth : undefined;
  if (ofService || below) {
    found.leftAlone.push(`${text} (is about the service)`);
    return undefined;
  }
  const output = lackedIn(tokens, context);
  if (output === undefined) return sentence;
  found.elsewhere.push(output);
  found.leftAlone.push(`${text} (is about ${output})`);
  return undefined;
};
