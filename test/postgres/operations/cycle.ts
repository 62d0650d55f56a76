import type pg from 'pg';
import { expect } from 'vitest';
import type { z } from 'zod';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { compareData, digestData } from '../../../postgres/data/index.ts';
import { type CompiledPlan, compileOperations, Operation } from '../../../postgres/operations/index.ts';
import type { DataCheck, StepDraft } from '../../../postgres/operations/operation.ts';
import { classify, parseScript, renderScript } from '../../../postgres/script/index.ts';
import {
  columnOrder,
  diffSnapshots,
  type Snapshot,
  SnapshotSeries,
  snapshotOf,
} from '../../../postgres/snapshot/index.ts';

export type Given = z.input<typeof Operation>;

/** Runs one side of a step as the engine does. */
export async function runStep(session: pg.Client, step: StepDraft, side: 'up' | 'down'): Promise<void> {
  const sql = step[side];
  const kind = classify(sql, side === 'up' ? 'migration' : 'rollback');
  if (side === 'up') expect(kind).toBe(step.kind);
  try {
    if (kind === 'transactional') await session.query('BEGIN');
    await session.query(sql);
    if (kind === 'transactional') await session.query('COMMIT');
  } catch (error) {
    if (kind === 'transactional') await session.query('ROLLBACK');
    throw new Error(`${error instanceof Error ? error.message : error}\nin ${side}:\n${sql}`, {
      cause: error,
    });
  }
}

export async function up(session: pg.Client, { steps }: Pick<CompiledPlan, 'steps'>): Promise<void> {
  for (const step of steps) await runStep(session, step, 'up');
}

export async function down(session: pg.Client, { steps }: Pick<CompiledPlan, 'steps'>): Promise<void> {
  for (const step of steps.toReversed()) await runStep(session, step, 'down');
}

export async function counts(
  session: pg.Client,
  checks: readonly DataCheck[],
): Promise<Record<string, number>> {
  const results: Record<string, number> = {};
  for (const { holds, sql } of checks) {
    const { rows } = await session.query<number[]>({ text: sql, rowMode: 'array' });
    results[holds] = Number(rows[0]?.[0]);
  }
  return results;
}

export async function expectAllZero(session: pg.Client, checks: readonly DataCheck[]): Promise<void> {
  const results = await counts(session, checks);
  expect(results).toEqual(Object.fromEntries(Object.keys(results).map((holds) => [holds, 0])));
}

export async function compile(session: pg.Client, given: Given | readonly Given[]): Promise<CompiledPlan> {
  const [first, ...rest] = [given].flat().map((operation) => Operation.parse(operation));
  if (first === undefined) throw new Error('no operation');
  return compileOperations([first, ...rest], await readCatalog(session));
}

/** What PostgreSQL says about scans it could spare. */
export async function debug(session: pg.Client, run: () => Promise<void>): Promise<string[]> {
  const said: string[] = [];
  const listen = ({ message }: { message?: string | undefined }) => said.push(message ?? '');
  await session.query('set client_min_messages = debug1');
  session.on('notice', listen);
  await run();
  session.off('notice', listen);
  await session.query('reset client_min_messages');
  return said.filter((text) => /implied by existing|scan|validating foreign/i.test(text));
}

const series = new WeakMap<pg.Client, SnapshotSeries>();

/** A cycle looks at the same schema five times. */
async function schemaOf(session: pg.Client): Promise<Snapshot> {
  const own = series.get(session) ?? new SnapshotSeries(session);
  series.set(session, own);
  return snapshotOf(await own.take());
}

/** Differences but for the order of columns, in words. */
export async function schemaChanges(session: pg.Client, before: Snapshot): Promise<string[]> {
  return diffSnapshots(before, await schemaOf(session))
    .filter(({ kind }) => kind !== columnOrder)
    .map(({ text }) => text);
}

/**
 * Up, look, down, everything as before, up again. `look` may write; what `written` says about the way back is then
 * compared by the test itself.
 */
export async function cycle(
  session: pg.Client,
  given: Given | readonly Given[],
  look: (plan: CompiledPlan) => Promise<void> = async () => {},
): Promise<CompiledPlan> {
  const plan = await compile(session, given);
  const script = renderScript(plan.steps);
  expect(parseScript(script.up, script.down).map(({ kind }) => kind)).toEqual(
    plan.steps.map(({ kind }) => kind),
  );
  await expectAllZero(session, plan.preconditions);
  const schema = await schemaOf(session);
  const data = await digestData(session);
  await up(session, plan);
  await expectAllZero(session, plan.verifications);
  const changed = await schemaOf(session);
  await down(session, plan);
  expect(await schemaChanges(session, schema)).toEqual([]);
  expect(compareData(data, await digestData(session))).toEqual([]);
  expect((await compile(session, given)).steps).toEqual(plan.steps);
  await up(session, plan);
  expect(await schemaChanges(session, changed)).toEqual([]);
  await expectAllZero(session, plan.verifications);
  await look(plan);
  return plan;
}
