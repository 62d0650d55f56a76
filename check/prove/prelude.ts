import { basename, dirname, resolve } from 'node:path';
import { type Layout, refusalOf } from '../migration.ts';
import { readScript } from '../script/read.ts';
import { readText } from '../script/source.ts';
import { noTool } from '../script/tool-rule.ts';
import { PreludeNotRun } from './errors.ts';
import type { Prelude } from './replay.ts';

/** What was asked for, each `supabase` or a file; else what the layout needs. @throws PreludeNotRun */
export function preludesFor(asked: readonly string[], layout: Layout): Prelude[] {
  if (asked.length === 0) return layout.name === 'supabase' ? ['supabase'] : [];
  return asked.map((one) => (one === 'supabase' ? one : preludeFile(one)));
}

function preludeFile(path: string): Prelude {
  const folder = dirname(resolve(path));
  const script = readScript(readText(folder, basename(path), folder), noTool);
  const problem = refusalOf(script);
  if (problem === undefined) return { ...script, file: path };
  throw new PreludeNotRun(`${path}, line ${problem.line}: ${problem.message}`);
}
