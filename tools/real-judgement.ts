import type { Verdict } from '../policies/verdict.ts';
import { RefusedByPolicy } from './file-errors.ts';

/**
 * The guard saw the path as it was written; the tool judges the real one again, because a symlink or another
 * spelling can make a harmless name lead to a protected file.
 */
export function ensureAllowed(verdict: Verdict): void {
  if (verdict.verdict === 'deny') throw new RefusedByPolicy(verdict);
}
