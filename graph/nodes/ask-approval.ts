import type { ToolUseBlock } from '../../agents/models/model.ts';
import { GodwitError } from '../../errors.ts';
import { recordedMigration } from '../../tools/recorded-migration.ts';
import { approvalQuestion, branchOfInput } from '../approvals/question.ts';
import { whyVoid } from '../approvals/void.ts';
import type { LoadedAgent, RunContext } from '../context.ts';
import { actNode, reportNode } from '../names.ts';
import type { Route } from '../route.ts';
import type { RunStateValue } from '../state.ts';
import { answerCall } from './answer-call.ts';
import { resolved } from './answered.ts';

/** Asks for the yes to a merge. From here the run goes to the merge itself, past every model. */
export async function askApproval(
  { definition: { name }, policy }: LoadedAgent,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
) {
  const allowUnattended = policy.tools.get(call.name)?.allowUnattended === true;
  const now = new Date();
  const question = approvalQuestion(call, state, context, allowUnattended, now);
  const resolution = resolved(question);
  if (resolution.kind === 'no' || resolution.kind === 'text') {
    const said = resolution.kind === 'no' ? resolution.reason : resolution.text;
    const outcome = {
      status: 'rejected' as const,
      rule: 'approval',
      reason: `${resolution.by}: ${said}`,
      hint: null,
    };
    return route(reportNode, { outcome, pending: [] });
  }
  if (resolution.kind === 'again')
    return askAnew(name, route, state, context, call, resolution.hash, resolution.why);
  const { callId, hash, voices } = resolution;
  const why = whyVoid(question, voices, now);
  if (why !== undefined) return askAnew(name, route, state, context, call, hash, why);
  const by = voices.map((voice) => voice.by).join(', ');
  const at = voices.at(-1)?.at ?? resolution.at;
  return route(actNode(name), {
    consent: { callId, hash, by, at },
    consents: voices.map((voice) => ({ callId, hash, by: voice.by, at: voice.at })),
  });
}

/** Judges again before anybody is asked again; a production that has drifted meanwhile is the agent's business. */
async function askAnew(
  name: string,
  route: Route,
  state: RunStateValue,
  context: RunContext,
  call: ToolUseBlock,
  hash: string,
  why: string,
) {
  await context.timeline.tell(`${call.id}.void.${why}`, {
    kind: 'waiting',
    agent: name,
    text: `the approval of ${hash.slice(0, 12)} is asked anew: ${why}`,
  });
  const drifted = await driftSince(branchOfInput(call.input), hash, state, context);
  if (drifted === undefined) return route(actNode(name), { consent: null });
  return answerCall(route, name, state, `${drifted.message}\n${drifted.hint ?? ''}`.trim(), true);
}

async function driftSince(
  branch: string,
  hash: string,
  { evidence }: RunStateValue,
  { provider }: RunContext,
): Promise<GodwitError | undefined> {
  const migration = recordedMigration(evidence, hash);
  if (migration === undefined) return undefined;
  try {
    await provider.assertUndrifted(branch, migration);
    return undefined;
  } catch (error) {
    if (error instanceof GodwitError && !error.transient) return error;
    throw error;
  }
}
