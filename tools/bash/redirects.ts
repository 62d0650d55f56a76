import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { posix } from 'node:path';
import { secrecy } from '../../policies/protected.ts';
import type { ShellRedirect } from '../../policies/shell/script.ts';
import { quote } from '../../policies/text.ts';
import { deny } from '../../policies/verdict.ts';
import { resolveExisting } from '../paths.ts';
import { ensureAllowed } from '../real-judgement.ts';
import { fileToWrite } from '../write-file.ts';
import type { RunPlace } from './arguments.ts';

/** Where a stream of a program goes: on to the next one, to us, or into a file. */
export type Sink = 'next' | 'stdout' | 'stderr' | FileHandle;

export interface Streams {
  /** Null: from the program before, or nothing. */
  readonly input: FileHandle | null;
  readonly out: Sink;
  readonly err: Sink;
  readonly opened: readonly FileHandle[];
}

/** Applies redirects in their order: `>f 2>&1` sends both into f, `2>&1 >f` does not. */
export async function openRedirects(
  redirects: readonly ShellRedirect[],
  out: Sink,
  place: RunPlace,
): Promise<Streams> {
  const opened: FileHandle[] = [];
  let input: FileHandle | null = null;
  const sinks: Record<1 | 2, Sink> = { 1: out, 2: 'stderr' };
  try {
    for (const redirect of redirects) {
      if (redirect.kind === 'duplicate') {
        sinks[redirect.from] = sinks[redirect.to];
      } else if (redirect.kind === 'read') {
        input = await openForReading(redirect.path, place);
        opened.push(input);
      } else {
        const file = await openForWriting(redirect.path, redirect.append, place);
        opened.push(file);
        for (const from of redirect.from) sinks[from] = file;
      }
    }
  } catch (error) {
    await Promise.all(opened.map((file) => file.close()));
    throw error;
  }
  return { input, out: sinks[1], err: sinks[2], opened };
}

const inRoot = (path: string, { directory }: RunPlace): string => posix.join(directory, path);

async function openForReading(path: string, place: RunPlace): Promise<FileHandle> {
  if (path === '/dev/null') return open(path, 'r');
  const real = await resolveExisting(place.root, path.startsWith('/') ? path : inRoot(path, place));
  const secret = secrecy(real.relative);
  if (secret !== undefined) ensureAllowed(deny('bash/secret', `${quote(path)} may not be read: ${secret}`));
  return open(real.absolute, 'r');
}

async function openForWriting(path: string, append: boolean, place: RunPlace): Promise<FileHandle> {
  if (path === '/dev/null') return open(path, 'w');
  const real = await fileToWrite(place.root, path.startsWith('/') ? path : inRoot(path, place));
  const mode = append ? constants.O_APPEND : constants.O_TRUNC;
  return open(real.absolute, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | mode, 0o644);
}
