import type { LockMeasurement } from '../provider.ts';

/** Table locks from the weakest to the strongest, and what each makes wait. */
const modes: readonly (readonly [string, LockMeasurement['blocks']])[] = [
  ['AccessShareLock', 'schema changes'],
  ['RowShareLock', 'schema changes'],
  ['RowExclusiveLock', 'schema changes'],
  ['ShareUpdateExclusiveLock', 'schema changes'],
  ['ShareLock', 'writes'],
  ['ShareRowExclusiveLock', 'writes'],
  ['ExclusiveLock', 'writes'],
  ['AccessExclusiveLock', 'reads and writes'],
];

export const strength = (mode: string): number => modes.findIndex(([name]) => name === mode);

export const blockedBy = (mode: string): LockMeasurement['blocks'] =>
  modes.find(([name]) => name === mode)?.[1] ?? 'nothing';
