import { blockedBy } from '../../postgres/measure/index.ts';
import type { Touched } from '../prove/measured.ts';

/** `AccessExclusiveLock on public.tasks: reads and writes wait` */
export const lockText = ({ mode, relation }: Touched): string =>
  `${mode} on ${relation}: ${blockedBy(mode)} wait`;

/**
 * What others wait for. Never how long it took: the rows of the database in use decide that, and an empty table says
 * nothing about them.
 */
export const waitText = (touch: Touched): string =>
  `${lockText(touch)} while ${touch.rewrite ? 'all its rows are written anew' : 'all its rows are read'}`;

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  const [last = '', ...others] = [...items].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}
