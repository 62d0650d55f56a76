import { z } from 'zod';
import { toolConstraints } from './constraints.ts';
import type { PolicyFacts } from './facts.ts';
import { forbidAppliedMigration } from './forbidden.ts';
import { matchesGlob } from './glob.ts';
import { foldPath, isWithin, resolveLexically } from './paths.ts';
import { protection, secrecy } from './protected.ts';
import { quote } from './text.ts';
import { allow, deny, inField, type Verdict } from './verdict.ts';

/** Constraints of the tools that take a path. */
export const FileConstraints = toolConstraints({
  /** Globs, relative to the workspace's root; a path must match one of them. */
  paths: z.array(z.string().min(1)).min(1).optional(),
});
export type FileConstraints = z.infer<typeof FileConstraints>;

/** Reading one file, which the input names as `file_path`. */
export const judgeRead = (
  path: string,
  constraints: FileConstraints,
  facts: Pick<PolicyFacts, 'workspaceRoot'>,
): Verdict => inField('file_path', path, judgeReadPath(path, constraints, facts));

function judgeReadPath(
  path: string,
  constraints: FileConstraints,
  facts: Pick<PolicyFacts, 'workspaceRoot'>,
): Verdict {
  const resolved = resolveLexically(facts.workspaceRoot, '', path);
  if (!resolved.inside) return deny('files/outside', resolved.why, 'Paths are relative to the workspace.');
  const secret = secrecy(resolved.path);
  if (secret !== undefined) return deny('files/secret', `${quote(path)} may not be read: ${secret}`);
  return (
    withinPaths(resolved.path, constraints) ??
    allow('files/read', `${quote(resolved.path)} is in the workspace`)
  );
}

/** Listing or searching below a folder; secret files below it are left out by the tool itself. */
export function judgeSearch(
  folder: string | undefined,
  pattern: { readonly field: string; readonly text: string },
  constraints: FileConstraints,
  facts: Pick<PolicyFacts, 'workspaceRoot'>,
): Verdict {
  const { field, text } = pattern;
  if (text.startsWith('/') || text.startsWith('~') || text.split('/').includes('..')) {
    const verdict = deny('files/outside', `the pattern ${quote(text)} leads out of the workspace`);
    return inField(field, text, verdict);
  }
  return inField('path', folder ?? '', judgeFolder(folder ?? '.', constraints, facts));
}

function judgeFolder(
  folder: string,
  constraints: FileConstraints,
  facts: Pick<PolicyFacts, 'workspaceRoot'>,
): Verdict {
  const resolved = resolveLexically(facts.workspaceRoot, '', folder);
  if (!resolved.inside) return deny('files/outside', resolved.why, 'Paths are relative to the workspace.');
  const secret = secrecy(resolved.path);
  if (secret !== undefined)
    return deny('files/secret', `${quote(resolved.path)} may not be searched: ${secret}`);
  return (
    (resolved.path === '' ? undefined : withinPaths(resolved.path, constraints, { folder: true })) ??
    allow('files/search', `${quote(resolved.path || '.')} is in the workspace`)
  );
}

/** Writing or editing one file, which the input names as `file_path`. */
export const judgeWrite = (path: string, constraints: FileConstraints, facts: PolicyFacts): Verdict =>
  inField('file_path', path, judgeWritePath(path, constraints, facts));

function judgeWritePath(path: string, constraints: FileConstraints, facts: PolicyFacts): Verdict {
  const resolved = resolveLexically(facts.workspaceRoot, '', path);
  if (!resolved.inside) return deny('files/outside', resolved.why, 'Paths are relative to the workspace.');
  const protectedBy = protection(resolved.path);
  if (protectedBy !== undefined)
    return deny('files/protected', `${quote(path)} may not be written: ${protectedBy}`);
  const applied = forbidAppliedMigration(resolved.path, facts);
  if (applied !== undefined) return applied;
  if (!isWritable(resolved.path, facts)) {
    return deny(
      'files/not-writable',
      `${quote(resolved.path)} is not what this role writes`,
      `it may write: ${facts.writable.join(', ') || 'nothing'}`,
    );
  }
  return (
    withinPaths(resolved.path, constraints) ??
    allow('files/write', `${quote(resolved.path)} is this role's to write`)
  );
}

/** Folders end in `/`; a file must be named exactly, so that another spelling never counts as permission. */
export const isWritable = (path: string, facts: PolicyFacts): boolean =>
  facts.writable.some((entry) =>
    entry.endsWith('/') ? path !== entry.slice(0, -1) && isWithin(path, entry) : path === entry,
  );

/** The policy's `paths` let this file be listed or searched. */
export const allowsPath = (path: string, constraints: FileConstraints): boolean =>
  withinPaths(path, constraints) === undefined;

function withinPaths(
  path: string,
  { paths }: FileConstraints,
  options: { folder: boolean } = { folder: false },
): Verdict | undefined {
  if (paths === undefined || paths.some((glob) => matchesGlob(glob, path))) return undefined;
  // A folder is fine when some glob can match below it.
  if (options.folder && paths.some((glob) => isWithin(foldPath(glob), foldPath(path)))) return undefined;
  return deny('files/not-in-paths', `${quote(path)} matches none of the policy's paths`, paths.join(', '));
}
