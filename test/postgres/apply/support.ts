import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplyOptions, SessionFactory } from '../../../postgres/apply/index.ts';
import { openSession } from '../../../postgres/connection/session.ts';
import type { Migration, StepKind } from '../../../postgres/migration.ts';
import { assignVersions } from '../../../postgres/script/index.ts';
import type { TestDatabase } from '../../support/database.ts';

export const sessionsOf =
  ({ target }: TestDatabase): SessionFactory =>
  () =>
    openSession(target, { applicationName: 'test apply' });

export interface TestOptions extends ApplyOptions {
  readonly lines: string[];
}

export function options(overrides: Partial<ApplyOptions> = {}): TestOptions {
  const lines: string[] = [];
  return {
    runId: 'test-run',
    signal: new AbortController().signal,
    progress: (line) => lines.push(line),
    lines,
    ...overrides,
  };
}

/** Steps as `[kind, up, down]`; the first version is 2026-01-01 00:00:00. */
export function migration(
  name: string,
  steps: [[StepKind, string, string], ...[StepKind, string, string][]],
  firstVersion = '20260101000000',
): Migration {
  const [first, ...rest] = steps.map(([kind, up, down]) => ({ kind, up, down }));
  if (first === undefined) throw new Error('no step');
  return { name, steps: assignVersions([first, ...rest], firstVersion) };
}

/** Asks the database until the condition, a query, gives a row; its first value. */
export async function eventually(db: TestDatabase, sql: string): Promise<unknown> {
  for (;;) {
    const [row] = await db.query<Record<string, unknown>>(sql);
    if (row !== undefined) return Object.values(row)[0];
    await sleep(5);
  }
}

/** Ends the backend of the run that waits for a lock, as a crash would. */
export async function killWaitingStep(db: TestDatabase): Promise<void> {
  const pid = await eventually(
    db,
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'godwit:test-run' and wait_event_type = 'Lock'`,
  );
  await db.query('select pg_terminate_backend($1)', [pid]);
  await eventually(db, `select 1 where not exists (select from pg_stat_activity where pid = ${Number(pid)})`);
}
