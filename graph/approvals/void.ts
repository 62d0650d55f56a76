import type { Question, Voice } from '../question.ts';
import { objectionTo } from './objection.ts';
import { neededFor } from './settled.ts';

/**
 * Why what was approved does not count any more, as the question would be put now: godwit.yaml may say something else
 * than when it was decided, and a yes that nobody took for long is about a database of long ago.
 */
export function whyVoid(
  question: Question & { readonly kind: 'approval' },
  voices: readonly Voice[],
  now: Date,
): string | undefined {
  const validMs = Date.parse(question.expires) - now.getTime();
  for (const voice of voices) {
    const objection = objectionTo(question, voice);
    if (objection !== undefined) return objection.message;
    if (now.getTime() - Date.parse(voice.at) > validMs)
      return `the yes of ${voice.by} is of ${voice.at}, and was not used in time`;
  }
  const needed = neededFor(question);
  return voices.length < needed ? `it takes ${needed} people by now` : undefined;
}
