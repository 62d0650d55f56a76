import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppliedMigration } from '../policies/facts.ts';
import { isAsApplied } from '../postgres/history/index.ts';
import type { Provider } from '../postgres/provider.ts';
import type { Workspace } from './workspace/workspace.ts';

/** The migrations of production's history, each with the file that holds it and how that compares with what was applied. */
export async function appliedMigrations(
  { root, migrations: folder }: Pick<Workspace, 'root' | 'migrations'>,
  provider: Pick<Provider, 'listAppliedSql' | 'productionRef'>,
): Promise<readonly AppliedMigration[]> {
  const history = await provider.listAppliedSql(provider.productionRef);
  if (history.length === 0) return [];
  const files = await contentsOf(join(root, folder));
  const versions = new Set(history.map(({ version }) => version));
  // A file whose own version is not applied may still be an applied one under another name.
  const others = [...files].filter(([file]) => !versions.has(versionOf(file)));
  return history.map((entry) => {
    const own = [...files].find(([file]) => versionOf(file) === entry.version);
    const [file, content] = own ?? others.find(([, text]) => isAsApplied(text, entry) === true) ?? [];
    const path = file === undefined ? null : `${folder}/${file}`;
    const same = content === undefined ? null : isAsApplied(content, entry);
    return { version: entry.version, name: entry.name, folder, path, asApplied: same };
  });
}

const versionOf = (file: string): string => /^\d+/.exec(file)?.[0] ?? '';

async function contentsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder).catch((): string[] => []);
  const sql = names.filter((name) => name.endsWith('.sql')).sort();
  const contents = await Promise.all(sql.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return new Map(sql.map((name, index) => [name, contents[index] ?? '']));
}
