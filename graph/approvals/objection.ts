import type { Question } from '../question.ts';
import { isSamePerson } from './approvers.ts';
import { NotAnApprover } from './errors.ts';

/** Who says yes; `unattended` where it is the engine by an option, and nobody looked. */
export interface Approver {
  readonly by: string;
  readonly unattended?: true | undefined;
}

/** Why a yes of theirs to this question does not count; undefined where it does. */
export function objectionTo(question: Question, { by, unattended }: Approver): NotAnApprover | undefined {
  if (question.kind === 'clarification') return undefined;
  if (unattended === true && !question.allowUnattended)
    return new NotAnApprover(
      by,
      question.kind === 'approval'
        ? `at ${question.risk.class} risk a person has to look; --yes is not enough`
        : 'a person has to look; --yes is not enough',
      question.kind === 'approval'
        ? 'A person approves it. What --yes may approve: approvals.unattended in godwit.yaml, and allow_unattended of the policy.'
        : 'The policy says allow_unattended: false, or nothing else than a person will do.',
    );
  if (question.kind !== 'approval') return undefined;
  const { named, except, key } = question.approvers;
  if (except.some((one) => isSamePerson(one, by)))
    return new NotAnApprover(
      by,
      `at ${question.risk.class} risk somebody else than ${except.join(' or ')}, who asked for the change, has to look`,
      `Somebody else approves it; who works alone sets ${key}: { four_eyes: false } in godwit.yaml, and npx godwit resume asks anew.`,
    );
  if (named !== null && !named.includes(by))
    return new NotAnApprover(
      by,
      `at ${question.risk.class} risk ${named.join(', ')} may`,
      `godwit.yaml, ${key}.approvers, says who.`,
    );
  return undefined;
}
