import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';

/** Path of the compiled form of a source file, for child processes; `npm test` builds first. */
export function compiled(source: string): string {
  const built = join(packageRoot, 'dist', source.replace(/\.ts$/, '.js'));
  // The compiler writes what changed, the bundle is written each time.
  const bundle = join(packageRoot, 'dist/bundle/main.js');
  const age = existsSync(built) ? (statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0) : 0;
  if (age < statSync(join(packageRoot, source)).mtimeMs)
    throw new Error(`${built} is missing or older than its source: npm run build`);
  return built;
}
