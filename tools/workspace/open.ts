import { readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nearest } from '../../policies/nearest.ts';
import { defaultKeptDays } from '../../postgres/operations/archive.ts';
import { resolveForWriting } from '../paths.ts';
import { findScripts, type PackageJson, readPackageJson } from './app-scripts.ts';
import { parseConfig, type ReadConfig } from './config.ts';
import { InvalidConfigValue, NoMigrationsFolder, NoWorkspace, WorkspaceIsAFile } from './errors.ts';
import type { Workspace } from './workspace.ts';

const configFile = 'godwit.yaml';

/** Where teams keep their generated types, first choice first; the first is also where a new file goes. */
const typesPaths = [
  'src/database.types.ts',
  'src/types/database.types.ts',
  'database.types.ts',
  'supabase/database.types.ts',
  'types/database.types.ts',
  'types/supabase.ts',
  'src/types/supabase.ts',
  'src/lib/database.types.ts',
  'lib/database.types.ts',
  'app/database.types.ts',
] as const;

/**
 * Looks at a folder: its godwit.yaml where it has one, its package.json, and the paths that stand by default.
 * Writes nothing; `gitBranch` is null until `beginGitWork`.
 *
 * @throws NoWorkspace | WorkspaceIsAFile | NoMigrationsFolder | ConfigError | InvalidPackageJson | OutsideWorkspace
 */
export async function openWorkspace(folder: string): Promise<Workspace> {
  const root = await realpath(resolve(folder)).catch((error: unknown) => {
    throw new NoWorkspace(folder, error);
  });
  if (!(await stat(root)).isDirectory()) throw new WorkspaceIsAFile(folder);
  const config = await readConfig(root);
  const { values } = config;
  const migrations = values.migrations ?? 'supabase/migrations';
  if (!(await isFolder(join(root, migrations)))) throw new NoMigrationsFolder(root, migrations);
  const workspace: Workspace = {
    root,
    migrations,
    rollbacks: values.rollbacks ?? 'supabase/rollbacks',
    docs: values.docs ?? 'docs/migrations',
    types: values.types ?? (await defaultTypes(root)),
    schemas: values.schemas ?? ['public'],
    scripts: scripts(config, root, await readPackageJson(root)),
    seed: values.seed === undefined ? await defaultSeed(root) : values.seed,
    maxBranchGb: values.branch?.max_size_gb ?? null,
    keepArchivesDays: values.archive?.keep_days ?? defaultKeptDays,
    models: values.models ?? {},
    budget: values.budget ?? {},
    approvals: values.approvals ?? {},
    gitBranch: null,
  };
  for (const key of ['migrations', 'rollbacks', 'docs', 'types'] as const)
    await resolveForWriting(root, workspace[key]);
  return workspace;
}

async function readConfig(root: string): Promise<ReadConfig> {
  const file = join(root, configFile);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parseConfig(text, file, root);
}

/** What godwit.yaml names has to be there; what it leaves open is found. */
function scripts(
  { values, lineOf }: ReadConfig,
  root: string,
  packageJson: PackageJson | undefined,
): Workspace['scripts'] {
  const found = packageJson === undefined ? { typecheck: null, test: null } : findScripts(packageJson);
  const known = Object.keys(packageJson?.scripts ?? {});
  for (const key of ['typecheck', 'test'] as const) {
    const name = values.scripts?.[key];
    if (name === undefined) continue;
    if (name !== null && !known.includes(name)) {
      const near = nearest(name, known);
      throw new InvalidConfigValue(
        join(root, configFile),
        lineOf(['scripts', key]),
        `scripts.${key}`,
        `package.json has no script "${name}"`,
        near === undefined ? 'name an npm script, or null for none' : `did you mean "${near}"?`,
      );
    }
    found[key] = name;
  }
  return found;
}

async function defaultTypes(root: string): Promise<string> {
  for (const path of typesPaths) if (await exists(join(root, path))) return path;
  return typesPaths[0];
}

const defaultSeed = async (root: string): Promise<string | null> =>
  (await exists(join(root, 'supabase/seed.sql'))) ? 'supabase/seed.sql' : null;

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
