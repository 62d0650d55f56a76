import type { ModelRequest } from '../../agents/models/model.ts';
import { compacted } from '../compaction/compact.ts';
import { tokensOf } from '../compaction/size.ts';
import type { RunContext } from '../context.ts';
import type { RunStateValue } from '../state.ts';

/** Of the window that a request may fill before its history is compacted: the answer needs room too. */
const full = 0.6;
/** Of the window that the newest turns keep: far below `full`, since after each compaction the cache has to be filled anew. */
const kept = 0.2;

/** A shorter conversation where the request fills its model's window; null where it is fine, or cannot be made shorter. */
export async function makeRoom(
  name: string,
  state: RunStateValue,
  { model: { contextWindow }, timeline }: Pick<RunContext, 'model' | 'timeline'>,
  request: ModelRequest,
): Promise<RunStateValue['conversation'] | null> {
  if (contextWindow === undefined || tokensOf(request) <= full * contextWindow) return null;
  return shorter(name, state, { timeline }, kept * contextWindow);
}

/** Where the API itself finds the conversation too long, whatever was thought to fit. */
export const makeMoreRoom = (
  name: string,
  state: RunStateValue,
  context: Pick<RunContext, 'timeline'>,
): Promise<RunStateValue['conversation'] | null> =>
  shorter(name, state, context, tokensOf(state.conversation) / 3);

async function shorter(
  name: string,
  { conversation, evidence, turns }: RunStateValue,
  { timeline }: Pick<RunContext, 'timeline'>,
  keep: number,
): Promise<RunStateValue['conversation'] | null> {
  const made = compacted(conversation, evidence, { keep });
  if (made === null) return null;
  const [before, after] = [tokensOf(conversation), tokensOf(made)];
  await timeline.tell(`${turns}.compacted.${before}`, {
    kind: 'progress',
    agent: name,
    text: `the conversation became too long; its older turns were left out (${before} tokens, now ${after})`,
  });
  return made;
}
