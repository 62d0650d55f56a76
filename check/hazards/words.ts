import { blockedBy } from '../../postgres/measure/index.ts';
import type { Touched } from '../prove/measured.ts';

/** `reads and writes` */
export const blockedText = ({ mode }: Touched): string => blockedBy(mode);

/** `AccessExclusiveLock on public.tasks: reads and writes wait` */
export const lockText = (touch: Touched): string =>
  `${touch.mode} on ${touch.relation}: ${blockedText(touch)} wait`;

/**
 * What others wait for. Never how long it took: the rows of the database in use decide that, and an empty table says
 * nothing about them.
 */
export const waitText = (touch: Touched): string =>
  `${lockText(touch)} while every row of it is ${touch.rewrite ? 'written anew' : 'read'}, however many there are`;

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  const [last = '', ...others] = [...items].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}
