import { type HandoffName, handoffs } from '../../agents/handoffs/index.ts';
import { unfence } from '../../agents/models/fence.ts';
import { hashEvidence } from '../../tools/evidence.ts';
import type { LoadedAgent } from '../context.ts';
import { CorruptHandoff } from '../errors.ts';
import { handoffHead } from '../protocol/acceptance.ts';
import type { RunStateValue } from '../state.ts';

/**
 * The receiving side of a handoff. LangGraph checks no value that comes out of a checkpoint, so an agent's first turn
 * looks again: it is meant for this agent, it has its shape, it is what the conversation says, and the ledger that it
 * stands on is as it was recorded.
 * @throws CorruptHandoff
 */
export function checkReceived({ definition }: LoadedAgent, state: RunStateValue): void {
  const { name } = definition;
  const handoff = lastHandoff(state);
  const fail = (why: string): never => {
    throw new CorruptHandoff(state.runId, handoff.name, name, why);
  };
  if (handoff.to !== undefined && handoff.to !== name) fail(`it was given to ${handoff.to}`);
  if (!definition.accepts.includes(handoff.name)) fail('the agent does not accept it');
  const parsed = handoffs[handoff.name].safeParse(handoff.value);
  if (!parsed.success)
    fail(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  if (!handoff.isWhat(firstText(state))) fail('the conversation says something else');
  const forged = state.evidence.find((evidence) => hashEvidence(evidence) !== evidence.hash);
  if (forged !== undefined) fail(`evidence ${forged.hash.slice(0, 8)} is not as it was recorded`);
}

interface Received {
  readonly name: HandoffName;
  /** Undefined for the request, which comes from outside. */
  readonly to: string | undefined;
  readonly value: unknown;
  /** Whether a text that an agent reads first holds exactly this. */
  readonly isWhat: (text: string) => boolean;
}

function lastHandoff({ handoffs: given, request }: RunStateValue): Received {
  const last = given.at(-1);
  if (last === undefined) {
    const isWhat = (text: string): boolean => unfence(text) === JSON.stringify(request);
    return { name: 'MigrationRequest', to: undefined, value: request, isWhat };
  }
  const head = handoffHead(last.name, last.from, last.value);
  return { ...last, isWhat: (text) => text === head || text.startsWith(`${head}\n`) };
}

function firstText({ conversation }: RunStateValue): string {
  const block = conversation[0]?.content[0];
  return block?.type === 'text' ? block.text : '';
}
