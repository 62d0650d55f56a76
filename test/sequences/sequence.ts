import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { drawFrom, seedOf } from './draw.ts';
import { over } from './over/index.ts';
import type { Given, Kind } from './over/pick.ts';
import { type Failure, type Played, play } from './play.ts';
import { startSchema } from './schemas.ts';

export interface Sequence extends Played {
  readonly start: readonly string[];
}

const kinds = (Object.keys(over) as Kind[]).filter((kind) => typeof over[kind] !== 'string');

/** The sequence that belongs to a seed and a number. */
export async function playRandom(seed: number, number: number): Promise<Sequence> {
  const start = startSchema(drawFrom(seedOf(seed, number)));
  const draw = drawFrom(seedOf(seed, number, 1));
  const length = 3 + draw.below(6);
  let asked = 0;
  const next = (catalog: Catalog, ran: number): Given | null => {
    // Each with a seed of its own: what is refused does not change what follows.
    while (ran < length && asked < length * 5) {
      const own = drawFrom(seedOf(seed, number, 2, asked++));
      const make = over[own.pick(kinds)];
      const given = typeof make === 'string' ? null : make(own, catalog);
      if (given !== null) return given;
    }
    return null;
  };
  return { start, ...(await play(start, next)) };
}

/** The same failure with less: operations and statements of the start are left out as long as it fails alike. */
export async function reduced(
  start: readonly string[],
  failure: Failure,
): Promise<{ start: readonly string[]; failure: Failure }> {
  let least = { start, failure };
  const fails = async (fewer: readonly string[], operations: readonly Given[]): Promise<Failure | null> => {
    const left = [...operations];
    // Without a statement of the start, or an operation, what follows may be impossible: that is no such failure.
    const played = await play(fewer, () => left.shift() ?? null).catch(() => null);
    return played?.failure != null && likeness(played.failure) === likeness(failure) ? played.failure : null;
  };
  const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);
  for (let at = least.failure.operations.length - 1; at >= 0; at--) {
    const smaller = await fails(least.start, without(least.failure.operations, at));
    if (smaller !== null) least = { ...least, failure: smaller };
  }
  for (let at = least.start.length - 1; at >= 0; at--) {
    const fewer = without(least.start, at);
    const smaller = await fails(fewer, least.failure.operations);
    if (smaller !== null) least = { start: fewer, failure: smaller };
  }
  return least;
}

/** What two failures for the same reason have in common: the last kind of the list, and words without names. */
const likeness = ({ during, message }: Failure): string =>
  `${during.replace(/ of .*$/, '')} ${message.split('\n')[0]?.replace(/"[^"]*"|\S*[._"]\S*|\d+/g, '')}`;
