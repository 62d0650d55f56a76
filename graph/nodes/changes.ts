import type { RunStateUpdate, RunStateValue } from '../state.ts';

/** Without what is so already: every channel that is written is a row of its own in each checkpoint. */
export const changes = (state: RunStateValue, update: RunStateUpdate): RunStateUpdate =>
  Object.fromEntries(
    Object.entries(update).filter(([key, value]) => !isSame(state[key as keyof RunStateValue], value)),
  );

const isSame = (now: unknown, next: unknown): boolean =>
  now === next || (isEmpty(next) && (now === undefined || isEmpty(now)));

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
