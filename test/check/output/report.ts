import type { Hazard, MigrationReport } from '../../../check/prove/index.ts';

/** A report with nothing wrong in it, but for what is given. */
export const reportWith = (given: Partial<MigrationReport> = {}): MigrationReport => ({
  type: 'migration',
  version: '1',
  name: 'm',
  file: '1_m.up.sql',
  up: { applied: true, ms: 1 },
  down: { source: 'file', runs: true, restores: true, differences: [] },
  locks: [],
  hazards: [],
  ...given,
});

export const hazard = (given: Partial<Hazard> = {}): Hazard => ({
  rule: 'drop-table',
  level: 'warning',
  line: 3,
  message: 'table public.t goes with all its rows',
  remedy: 'keep it',
  ...given,
});
