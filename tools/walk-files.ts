import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { secrecy } from '../policies/protected.ts';
import type { RealPath } from './paths.ts';

/** Folders that hold other people's or generated files; nobody means them by a search. */
const skipped = new Set(['.git', 'node_modules', '.godwit', 'dist', 'coverage', '.next', '.turbo', '.venv']);

/** A workspace with more files than this is searched in parts, so that one call cannot keep a run waiting. */
const maxVisited = 50_000;

/**
 * Every file below a folder in order of its path: no symlinks (they may lead anywhere), no secrets, none of the
 * folders above. `dot` files are included.
 */
export async function* walkFiles(
  folder: RealPath,
  signal: AbortSignal,
  budget = { left: maxVisited },
): AsyncGenerator<RealPath> {
  const entries = [];
  for await (const entry of await opendir(folder.absolute)) entries.push(entry);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    signal.throwIfAborted();
    if (budget.left-- <= 0) return;
    const relative = folder.relative === '' ? entry.name : `${folder.relative}/${entry.name}`;
    const real = { absolute: join(folder.absolute, entry.name), relative };
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* walkFiles(real, signal, budget);
    else if (entry.isFile() && secrecy(relative) === undefined) yield real;
  }
}
