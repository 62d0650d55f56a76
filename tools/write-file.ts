import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protection } from '../policies/protected.ts';
import { quote } from '../policies/text.ts';
import { deny } from '../policies/verdict.ts';
import { writeAtomically } from './atomic-write.ts';
import type { ToolContext } from './define.ts';
import type { Observation } from './evidence.ts';
import { type RealPath, resolveForWriting } from './paths.ts';
import { ensureAllowed } from './real-judgement.ts';

/**
 * The file to write by its real path. The guard allowed the path as written; a real path that reads differently
 * (a symlink on the way, another letter case) is a file that nobody allowed.
 */
export async function fileToWrite(root: string, path: string): Promise<RealPath> {
  const real = await resolveForWriting(root, path);
  const written = path.startsWith('/') ? path.slice(root.length) : path;
  const plain = written
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
  if (real.relative !== plain) {
    ensureAllowed(
      deny(
        'files/not-as-written',
        `${quote(path)} leads to ${quote(real.relative)}`,
        'Write the path without symlinks and "..".',
      ),
    );
  }
  const protectedBy = protection(real.relative);
  if (protectedBy !== undefined) {
    ensureAllowed(deny('files/protected', `${quote(path)} may not be written: ${protectedBy}`));
  }
  return real;
}

/**
 * Writes the file and says what is evidence of it: documents of the docs folder are a step of the protocol, and a run
 * that ends without a merge takes back what it created.
 */
export async function writeAndObserve(
  real: RealPath,
  content: string,
  { workspace }: Pick<ToolContext, 'workspace'>,
): Promise<{ readonly bytes: number; readonly observed: readonly Observation[] }> {
  const before = await readFile(real.absolute, 'utf8').catch(() => undefined);
  await writeAtomically(real.absolute, content);
  const bytes = Buffer.byteLength(content);
  return {
    bytes,
    observed: [
      {
        step: 'document',
        fact: real.relative.startsWith(`${workspace.docs}/`) ? 'written' : 'file',
        subject: real.relative,
        ok: content.trim() !== '',
        summary: `${real.relative}, ${bytes} bytes`,
        observed: {
          sha256: sha256(content),
          bytes,
          // The same content: this very call, repeated after a crash.
          created: before === undefined || before === content,
        },
      },
    ],
  };
}

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
