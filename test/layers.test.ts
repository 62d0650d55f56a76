import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../package-root.ts';

/** From the top down: a part imports only from those below it. */
const parts = ['cli', 'triggers', 'graph', 'agents', 'check', 'tools', 'policies', 'postgres'];

const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });

test.each(parts.map((part, level) => [part, level] as const))(
  '%s imports from itself and below',
  (part, level) => {
    const upward = sources(join(packageRoot, part)).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].flatMap(
        ([, target = '']) => {
          const [imported = ''] = relative(packageRoot, join(file, '..', target)).split('/');
          const at = parts.indexOf(imported);
          return at !== -1 && at < level ? [`${relative(packageRoot, file)} imports ${target}`] : [];
        },
      ),
    );
    expect(upward).toEqual([]);
  },
);
