import { exclusively } from '../../postgres/apply/exclusive.ts';
import type { ApplyOptions, SessionFactory } from '../../postgres/apply/index.ts';
import { mergeToProduction } from '../../postgres/apply/index.ts';
import { rollbackStep } from '../../postgres/apply/run-step.ts';
import { withRunner } from '../../postgres/apply/runner.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { openSession, withSession } from '../../postgres/connection/session.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { recordedSteps } from '../../postgres/history/history.ts';
import { type CompiledPlan, compileOperations, Operation } from '../../postgres/operations/index.ts';
import type { DataCheck } from '../../postgres/operations/operation.ts';
import { assignVersions } from '../../postgres/script/index.ts';
import { takeSnapshot } from '../../postgres/snapshot/index.ts';
import type { Change } from './changes.ts';

const session = { applicationName: 'bench' };

/** What a change is made of on this database. Its preconditions are asked. */
export async function compileChange(target: Target, { operations, name }: Change): Promise<CompiledPlan> {
  const [first, ...rest] = operations.map((one) => Operation.parse(one));
  if (first === undefined) throw new Error(`${name} has no operation`);
  return withSession(target, session, async (client) => {
    const plan = compileOperations([first, ...rest], await readCatalog(client));
    await expectZero(target, plan.preconditions);
    return plan;
  });
}

/** As a merge to production does it, retries and all. */
export async function applyChange(
  target: Target,
  plan: CompiledPlan,
  options: ApplyOptions,
): Promise<number> {
  const schema = await withSession(target, session, takeSnapshot);
  const steps = assignVersions(plan.steps, '20260101000000');
  const { lockRetries } = await mergeToProduction(
    sessions(target),
    { name: 'load', steps },
    { schemaBefore: schema, schemaAfter: schema },
    options,
  );
  return lockRetries;
}

/** As a merge takes back what it did when a step fails. */
export const takeBackChange = (target: Target, options: ApplyOptions): Promise<void> =>
  withRunner(sessions(target), options, (runner) =>
    exclusively(runner, async () => {
      for (const step of (await recordedSteps(runner.session)).toReversed()) await rollbackStep(runner, step);
    }),
  );

export const expectZero = (target: Target, checks: readonly DataCheck[]): Promise<void> =>
  withSession(target, session, async (client) => {
    for (const { holds, sql } of checks) {
      const { rows } = await client.query<number[]>({ text: sql, rowMode: 'array' });
      if (Number(rows[0]?.[0]) !== 0) throw new Error(`it does not hold that ${holds}: ${rows[0]?.[0]}`);
    }
  });

const sessions =
  (target: Target): SessionFactory =>
  () =>
    openSession(target, session);
