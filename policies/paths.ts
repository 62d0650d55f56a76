import { posix } from 'node:path';
import { hiddenCharacter, quote } from './text.ts';

/** A path that was resolved by its text alone; the file system has the last word when the tool runs. */
export type LexicalPath =
  | {
      readonly inside: true /** POSIX-style, relative to the root; '' is the root itself. */;
      readonly path: string;
    }
  | { readonly inside: false; readonly why: string };

/** Resolves a path against `base` (relative to the root) and says whether it stays inside the root. */
export function resolveLexically(root: string, base: string, path: string): LexicalPath {
  const outside = (why: string): LexicalPath => ({ inside: false, why });
  if (path === '') return outside('the path is empty');
  const hidden = hiddenCharacter(path, { multiline: false });
  if (hidden !== undefined)
    return outside(`${quote(path)} holds the invisible or control character ${hidden}`);
  if (path.startsWith('~')) return outside(`${quote(path)} leads to a home folder`);
  // Windows reads these two as a separator and a stream; nothing in a workspace needs them.
  if (/[\\:]/.test(path)) return outside(`${quote(path)} holds a backslash or a colon`);
  const absolute = posix.resolve(root, base, path);
  if (absolute === root) return { inside: true, path: '' };
  const prefix = root.endsWith('/') ? root : `${root}/`;
  if (!absolute.startsWith(prefix)) return outside(`${quote(path)} leads out of the workspace`);
  return { inside: true, path: absolute.slice(prefix.length) };
}

/** One form for paths that a file system may take for the same file: letter case and unicode composition folded. */
export const foldPath = (path: string): string => path.normalize('NFC').toLowerCase().normalize('NFC');

/** `path` is `folder` or lies below it; both relative and POSIX-style. */
export function isWithin(path: string, folder: string): boolean {
  const parent = folder.replace(/\/+$/, '');
  return parent === '' || path === parent || path.startsWith(`${parent}/`);
}
