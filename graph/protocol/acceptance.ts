import type { z } from 'zod';
import type { HandoffName } from '../../agents/handoffs/index.ts';
import type { Evidence } from '../../tools/evidence.ts';
import type { RunContext } from '../context.ts';
import type { Outcome, RunStateValue } from '../state.ts';
import type { Draft } from './draft.ts';

type Json = Evidence['observed'];

/** What the engine says to a handoff: on with it, back to the agent with the reason, or the end of the run. */
export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly value: Json;
      /** First message of the successor's conversation. */
      readonly message: string;
      readonly draft?: Draft;
      readonly gitBranch?: string | null;
      readonly evidence?: Evidence[];
    }
  | { readonly kind: 'sent-back'; readonly reason: string }
  | { readonly kind: 'misfit'; readonly error: z.ZodError }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

export interface Handing {
  readonly from: string;
  readonly to: string;
  readonly state: RunStateValue;
  readonly context: RunContext;
}

export const sentBack = (reason: string): Acceptance => ({ kind: 'sent-back', reason });

/** The handoff as the successor reads it: one line of JSON that can be parsed, below a line that says what it is. */
export function handoffMessage(
  name: HandoffName,
  from: string,
  value: unknown,
  more: Record<string, unknown> = {},
): string {
  const parts = Object.entries(more).map(([label, part]) => `\n${label}:\n${JSON.stringify(part)}`);
  return `${handoffHead(name, from, value)}${parts.join('')}`;
}

export const handoffHead = (name: HandoffName, from: string, value: unknown): string =>
  `${from} hands you ${name}:\n${JSON.stringify(value)}`;
