import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { timeOfVersion, versionAt } from '../postgres/script/index.ts';
import type { ToolContext } from './define.ts';
import { sinceRebase } from './evidence.ts';
import { AppliedObservation } from './recorded-migration.ts';

/**
 * Version of the migration's first step: after everything that production and the workspace hold, so that tools
 * that run files in order of version run it last. Asked again for the same migration it gives the same answer: the
 * hash that was proven has to be the hash that is applied again.
 */
export async function nextVersion(context: ToolContext, name: string): Promise<string> {
  const known = sinceRebase(context.ledger)
    .filter(({ fact }) => fact === 'applied')
    .map(({ observed }) => AppliedObservation.parse(observed))
    .findLast((applied) => applied.name === name)?.steps[0]?.version;
  if (known !== undefined) return known;

  const { provider, workspace, firstVersion } = context;
  const history = (await provider.listMigrations(provider.productionRef)).map(({ version }) => version);
  const files = await readdir(join(workspace.root, workspace.migrations)).catch((): string[] => []);
  const taken = [...history, ...files.map((file) => /^\d{14}(?=_)/.exec(file)?.[0] ?? '')];
  const last =
    taken
      .filter((version) => /^\d{14}$/.test(version))
      .sort()
      .at(-1) ?? '';
  return last < firstVersion ? firstVersion : versionAt(new Date(timeOfVersion(last).getTime() + 1000));
}
