import { readFile } from 'node:fs/promises';
import { taskOf } from '../../graph/queue/queue.ts';
import type { RunSpec } from '../../graph/store/runs.ts';
import { InvalidConnectionUrl } from '../../postgres/connection/errors.ts';
import { Target } from '../../postgres/connection/target.ts';
import { describeTarget } from '../../postgres/provider.ts';
import { DatabasesNotRead, NoDatabases, TargetOutOfReach } from './errors.ts';

/** The databases that a worker has a way into. */
export interface Reach {
  /** Names of the queue's tasks. */
  readonly tasks: readonly string[];
  readonly targets: readonly string[];
  /** The way into a run's target; undefined: the embedded server. @throws TargetOutOfReach */
  urlOf(spec: Pick<RunSpec, 'database' | 'target'>): string | undefined;
}

/**
 * The lines of `--databases FILE` and DATABASE_URL; and the embedded server, where the state database is on it, too:
 * then every run in the queue was queued on this machine.
 * @throws InvalidConnectionUrl, DatabasesNotRead, NoDatabases
 */
export async function reachOf(file: string | undefined, env: NodeJS.ProcessEnv): Promise<Reach> {
  const known = new Map(file === undefined ? [] : await readDatabases(file));
  if (env.DATABASE_URL) known.set(describeTarget(Target.parse(env.DATABASE_URL)), env.DATABASE_URL);
  const targets = [...known.keys()];
  const tasks = targets.map((target) => taskOf({ database: 'url', target }));
  const hasEmbedded = !env.GODWIT_STATE_URL;
  if (!hasEmbedded && targets.length === 0) throw new NoDatabases();
  return {
    tasks: hasEmbedded ? [...tasks, taskOf({ database: 'embedded', target: '' })] : tasks,
    targets: hasEmbedded ? [...targets, 'the embedded server'] : targets,
    urlOf: ({ database, target }) => {
      const url = known.get(target);
      if (database === 'url' && url === undefined) throw new TargetOutOfReach(target);
      return url;
    },
  };
}

async function readDatabases(file: string): Promise<[target: string, url: string][]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new DatabasesNotRead(file, error.code ?? error.message, error);
  });
  return text.split(/\r?\n/).flatMap((line, index): [string, string][] => {
    const url = line.trim();
    if (url === '' || url.startsWith('#')) return [];
    try {
      return [[describeTarget(Target.parse(url)), url]];
    } catch (error) {
      if (!(error instanceof InvalidConnectionUrl)) throw error;
      throw new DatabasesNotRead(file, `line ${index + 1}: ${error.reason}`, error);
    }
  });
}
