import { interrupt } from '@langchain/langgraph';
import { type Answer, type Question, Resolution } from '../question.ts';

/**
 * Interrupts until it is known what the question comes to; what belongs to another one is refused. The answer to a
 * confirmation may have another hash: the policy can change while a person thinks.
 */
export function resolved(question: Question): Resolution {
  const resolution = Resolution.parse(interrupt<Question, unknown>(question));
  const bound = question.kind === 'confirmation' || resolution.hash === question.hash;
  if (resolution.callId !== question.callId || !bound) {
    throw new Error(`answer to call ${resolution.callId} given where ${question.callId} was asked`);
  }
  return resolution;
}

/** For a question that does not expire, or whose late answer is a no. */
export function answered(question: Question): Answer {
  const resolution = resolved(question);
  if (resolution.kind === 'again') throw new Error(`${question.callId} is not asked anew`);
  return resolution;
}
