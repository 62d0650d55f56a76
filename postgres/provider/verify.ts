import type pg from 'pg';
import { branchStates } from '../apply/index.ts';
import { readCatalog } from '../catalog/index.ts';
import { digestData } from '../data/index.ts';
import type { DataReport, IndexReport, IntendedDataChanges, RlsReport } from '../provider.ts';
import {
  compareDigests,
  compareRls,
  probeRls,
  renamedTables,
  verifyIndexes as verifyIndexesOf,
} from '../verify/index.ts';
import { NothingApplied } from './errors.ts';

/** The branch's rows against the digest that was taken there before its migration ran. */
export async function verifyData(
  branch: pg.Client,
  id: string,
  intended: IntendedDataChanges,
): Promise<DataReport> {
  const state = (await branchStates(branch)).findLast(({ status }) => status === 'applied');
  if (state === undefined) throw new NothingApplied(id);
  return compareDigests(state.beforeData, await digestData(branch), intended);
}

/** The same signed-in users are tried on both, so that what they see can be compared. */
export async function verifyRls(production: pg.Client, branch: pg.Client): Promise<RlsReport> {
  const before = await probeRls(production);
  const after = await probeRls(branch, { users: before.users });
  const renamed = renamedTables(await readCatalog(production), await readCatalog(branch));
  return compareRls(before, after, renamed);
}

export async function verifyIndexes(
  production: pg.Client,
  branch: pg.Client,
  expected: readonly string[],
): Promise<IndexReport> {
  return verifyIndexesOf(await readCatalog(production), await readCatalog(branch), branch, expected);
}
