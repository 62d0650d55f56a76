import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`no package.json above ${fileURLToPath(import.meta.url)}`);
  return findRoot(parent);
}

/** Folder of the package: the same whether the code runs from source or from `dist/`. */
export const packageRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Path of a file that ships beside the code (SQL, Markdown), e.g. `asset('postgres/snapshot/relations.sql')`. */
export const asset = (path: string): string => join(packageRoot, path);
