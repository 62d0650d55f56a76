import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { asset } from '../../package-root.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { takeSnapshot } from '../../postgres/snapshot/index.ts';
import { branchesOf, type TestDatabase } from '../support/database.ts';
import { type Finished, godwit, resultOf } from '../support/godwit.ts';
import { type Prepared, prepared } from '../support/prepared.ts';

/** An effect of a run on the world outside: a statement, a file, a program. */
export interface Effect {
  readonly number: number;
  readonly text: string;
}

export type Side = 'before' | 'after';

/** What a run leaves, without times, ids and hashes of times: the same whenever and however it ran. */
export type World = Readonly<Record<string, unknown>>;

export interface Crash {
  readonly effect: Effect;
  readonly side: Side;
  /** `not reached`: the run had fewer effects this time. */
  readonly outcome: 'same' | 'different' | 'not reached';
  readonly differences: readonly string[];
}

const request = ['issues/add-difficulty.md', '--yes', '--json'];
const killer = `--import=${asset('test/crash/killer.js')}`;

/** A whole run: its effects, in their order, and what it leaves. */
export async function uninterrupted(): Promise<{ effects: readonly Effect[]; world: World }> {
  await using app = await prepared({ appChecks: false });
  // Where nobody looks for what a run leaves.
  const log = join(app.root, '.git', 'godwit-effects');
  const run = await godwit(['run', ...request], {
    cwd: app.root,
    env: { ...app.env, NODE_OPTIONS: killer, GODWIT_CRASH_LOG: log },
  });
  if (run.code !== 0) throw new Error(`the run itself failed: ${run.stdout.slice(-500)}${run.stderr}`);
  const effects = (await readFile(log, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => ({ number: Number(line.split(' ', 1)[0]), text: line.slice(line.indexOf(' ') + 1) }));
  return { effects, world: await worldOf(app) };
}

/** The same run, killed at an effect, gone on with by another process. */
export async function crashed(effect: Effect, side: Side, expected: World): Promise<Crash> {
  await using app = await prepared({ appChecks: false });
  const options = { cwd: app.root, env: app.env };
  const { signal } = await godwit(['run', ...request], {
    cwd: app.root,
    env: { ...app.env, NODE_OPTIONS: killer, GODWIT_CRASH_AT: `${effect.number} ${side}` },
  });
  const differences = signal === 'SIGKILL' ? await goOn(options) : [];
  differences.push(...differing(expected, await worldOf(app)));
  const outcome = differences.length > 0 ? 'different' : signal === 'SIGKILL' ? 'same' : 'not reached';
  return { effect, side, outcome, differences };
}

/** As a person would: what is listed is gone on with; of what is not, nothing has begun. */
async function goOn(options: { cwd: string; env: Readonly<Record<string, string>> }): Promise<string[]> {
  const listed = resultOf(await godwit(['runs', '--json'], options)) as { runs: { run: string }[] };
  const [known, ...more] = listed.runs;
  const again: Finished = await godwit(
    known === undefined ? ['run', ...request] : ['resume', known.run, '--yes', '--json'],
    options,
  );
  const failed = again.code === 0 ? [] : [`exit ${again.code}: ${again.stdout.slice(-400)}${again.stderr}`];
  return [...failed, ...(more.length === 0 ? [] : [`${more.length + 1} runs`])];
}

async function worldOf({ db, state, root }: Prepared): Promise<World> {
  const rows = (sql: string) => db.query<Record<string, unknown>>(sql);
  return {
    schema: await withSession(db.target, { applicationName: 'test' }, takeSnapshot),
    rows: await rows('SELECT id, difficulty FROM tasks ORDER BY id'),
    history: await rows(
      'SELECT name, statements, count(*)::int FROM supabase_migrations.schema_migrations GROUP BY 1, 2 ORDER BY 1',
    ),
    branches: await branchesOf(db),
    audit: await state.query(
      "SELECT kind, actor, payload ->> 'about' AS about FROM godwit.audit ORDER BY seq",
    ),
    invalid: await rows('SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid'),
    locks: await locksOf(db),
    files: await filesOf(root, db.target.database),
  };
}

const locksOf = ({ query }: TestDatabase) =>
  query(`SELECT locktype, mode FROM pg_locks WHERE pid <> pg_backend_pid() AND database = (
    SELECT oid FROM pg_database WHERE datname = current_database())`);

async function filesOf(root: string, database: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(root, path);
    // The JSON report says what the Markdown one does, and each duration.
    if (!entry.isFile() || /^(?:\.git|node_modules)\/|^\.godwit\/reports\/.*\.json$/.test(name)) continue;
    const [, run] = /^\.godwit\/reports\/(\w+)\./.exec(name) ?? [];
    const nameless = (text: string): string =>
      timeless(
        run === undefined
          ? text
          : text.replaceAll(run, '<run>').replaceAll(root, '<root>').replaceAll(database, '<database>'),
      );
    files[nameless(name)] = nameless(await readFile(path, 'utf8'));
  }
  return files;
}

/** Without versions, hashes and ids, times of day and durations. */
const timeless = (text: string): string =>
  text
    .replace(/(?<![0-9a-f])\d{14}(?![0-9a-f])/g, '<version>')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z| UTC)?/g, '<time>')
    .replace(/\b[0-9a-f]{7,64}\b/g, '<hash>')
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|s|min|kB|MB)\b/g, '<measured>');

function differing(expected: World, found: World): string[] {
  return Object.entries(expected).flatMap(([key, was]) => {
    const is = found[key];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (key !== 'files') return [`${key}: ${JSON.stringify(is).slice(0, 400)}`];
    return differingFiles(was as Record<string, string>, is as Record<string, string>);
  });
}

function differingFiles(was: Record<string, string>, is: Record<string, string>): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    if (was[name] === undefined || is[name] === undefined)
      return [`file ${name}: ${is[name] === undefined ? 'is missing' : 'is too many'}`];
    const lines = is[name].split('\n');
    const others = new Set(was[name].split('\n'));
    const odd = lines.find((line) => !others.has(line));
    return was[name] === is[name] ? [] : [`file ${name}: ${odd ?? `${lines.length} lines`}`];
  });
}
