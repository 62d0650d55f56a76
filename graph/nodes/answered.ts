import { interrupt } from '@langchain/langgraph';
import { Answer, type Question } from '../question.ts';

/**
 * Interrupts until an answer to this question is there; an answer to another one is refused. That of a confirmation
 * may have another hash: the policy can change while a person thinks.
 */
export function answered(question: Question): Answer {
  const answer = Answer.parse(interrupt<Question, unknown>(question));
  const bound = question.kind === 'confirmation' || answer.hash === question.hash;
  if (answer.callId !== question.callId || !bound) {
    throw new Error(`answer to call ${answer.callId} given where ${question.callId} was asked`);
  }
  return answer;
}
