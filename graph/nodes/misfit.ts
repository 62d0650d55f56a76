import type { z } from 'zod';
import type { ToolUseBlock } from '../../agents/models/model.ts';
import { inputHash } from '../../policies/canonical.ts';
import type { RunContext } from '../context.ts';
import { reportNode } from '../names.ts';
import { failed, productionHolds } from '../outcome.ts';
import type { Route } from '../route.ts';
import type { RunStateValue } from '../state.ts';
import { answerCall } from './answer-call.ts';

/** Who gets the shape wrong a fourth time, told each time what is wrong with it, will not get it right. */
const maxMisfits = 3;

/** An answer that is not of its shape goes back with what Zod says about it; after three times the run ends. */
export async function misfit(
  name: string,
  route: Route,
  state: RunStateValue,
  { timeline }: Pick<RunContext, 'timeline'>,
  call: ToolUseBlock,
  { what, error }: { readonly what: string; readonly error: z.ZodError },
) {
  const reason = issuesOf(error, what);
  await timeline.tell(`${call.id}.${inputHash(what, call.input).slice(0, 8)}.sent-back`, {
    kind: 'sent-back',
    agent: name,
    text: `${what} sent back: ${reason}`,
  });
  const misfits = state.misfits + 1;
  if (misfits > maxMisfits) {
    const ended = failed(
      'misfit',
      `${name} gave a ${what} that does not fit, ${misfits} times: ${reason}`,
      productionHolds(state) ?? 'Another model may do better: godwit run … --model opus',
    );
    return route(reportNode, { ...ended, misfits, pending: [] });
  }
  return answerCall(route, name, state, `This is no ${what}: ${reason}`, true, { misfits });
}

const issuesOf = ({ issues }: z.ZodError, what: string): string =>
  issues.map(({ path, message }) => `${path.join('.') || what}: ${message}`).join('; ');
