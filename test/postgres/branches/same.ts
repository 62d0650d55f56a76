import type pg from 'pg';
import { expect } from 'vitest';
import { branchTarget } from '../../../postgres/branches/branches.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import type { Target } from '../../../postgres/connection/target.ts';
import { compareData, digestData } from '../../../postgres/data/index.ts';
import { diffSnapshots, takeSnapshot } from '../../../postgres/snapshot/index.ts';
import { withoutDatabase } from '../../../postgres/snapshot/without-database.ts';
import { contents } from './fixture.ts';

const applicationName = 'test';

/** As the provider gives it. */
export const fingerprint = async (session: pg.Client): Promise<string> =>
  withoutDatabase(await takeSnapshot(session)).hash;

export async function explain(production: pg.Client, branch: pg.Client): Promise<string[]> {
  const [a, b] = [await takeSnapshot(production), await takeSnapshot(branch)].map(withoutDatabase);
  return a && b ? diffSnapshots(a, b).map(({ text }) => text) : [];
}

/** Schema, rows and sequences of the branch are those of production, read from the two databases. */
export async function expectSameDatabase(production: Target, id: string): Promise<void> {
  await withSession(production, { applicationName }, (a) =>
    withSession(branchTarget(production, id), { applicationName }, async (b) => {
      expect(await explain(a, b)).toEqual([]);
      const [ours, theirs] = [await digestData(b), await digestData(a)];
      expect(compareData(theirs, ours)).toEqual([]);
      expect(ours).toEqual(theirs);
      // Also what the digest leaves out: the history of migrations, materialized views.
      expect(await contents(b)).toEqual(await contents(a));
    }),
  );
}
