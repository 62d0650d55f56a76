import type { ToolUseBlock } from '../agents/models/model.ts';
import { canonicalHash, inputHash } from '../policies/canonical.ts';
import { escapeForPerson } from '../policies/text.ts';
import type { LoadedAgent } from './context.ts';
import type { Answer, Question } from './question.ts';
import type { Consent, RunStateValue } from './state.ts';

/** A day: enough for somebody in another time zone; after more, what was looked at may no longer be so. */
const validMilliseconds = 24 * 60 * 60 * 1000;

type Confirmation = Question & { readonly kind: 'confirmation' };

/** What a yes is bound to: tool, input, run and policy. Another key order of the input is the same input. */
export const confirmationHash = (
  { name, input }: Pick<ToolUseBlock, 'name' | 'input'>,
  { runId }: Pick<RunStateValue, 'runId'>,
  { policy }: Pick<LoadedAgent, 'policy'>,
): string => canonicalHash([inputHash(name, input), runId, policy.version]);

/** Asks a person about one call. Whatever a model wrote in it is escaped: nobody agrees to what they cannot see. */
export function confirmationQuestion(
  call: ToolUseBlock,
  reason: string,
  agent: LoadedAgent,
  state: RunStateValue,
  now: Date,
): Confirmation {
  return {
    kind: 'confirmation',
    callId: call.id,
    hash: confirmationHash(call, state, agent),
    title: escapeForPerson(`${agent.definition.name} wants to run ${call.name}`),
    tool: escapeForPerson(call.name),
    input: escapeForPerson(JSON.stringify(call.input, null, 2)),
    reason: escapeForPerson(reason),
    policyVersion: agent.policy.version,
    allowUnattended: agent.policy.tools.get(call.name)?.allowUnattended === true,
    expires: new Date(now.getTime() + validMilliseconds).toISOString(),
  };
}

/** A yes that comes too late is a no, so that the run goes on and the agent can ask again. */
export function timely(question: Question, answer: Answer, now: Date): Answer {
  if (question.kind !== 'confirmation' || answer.kind !== 'yes') return answer;
  if (now.getTime() < Date.parse(question.expires)) return answer;
  const { callId, hash, by, at } = answer;
  return { kind: 'no', callId, hash, by, at, reason: `the question had expired at ${question.expires}` };
}

/** The yes is to exactly this call, in this run, under this policy, and not older than a day. Used up by the call. */
export function isConfirmed(
  consent: Consent | null,
  call: ToolUseBlock,
  agent: LoadedAgent,
  state: RunStateValue,
  now: Date,
): boolean {
  if (consent?.callId !== call.id || consent.hash !== confirmationHash(call, state, agent)) return false;
  const age = now.getTime() - Date.parse(consent.at);
  return age < validMilliseconds;
}
