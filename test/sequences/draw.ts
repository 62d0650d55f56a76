import fc from 'fast-check';

/** Random choices, all of them decided by one seed. */
export interface Draw {
  /** From 0 up to, but not including. */
  below(limit: number): number;
  /** Whether, in so many of a hundred cases. */
  chance(percent: number): boolean;
  /** @throws where there is nothing to choose from */
  pick<T>(list: readonly T[]): T;
  /** Some of the list, in its order; at least `least`. */
  some<T>(list: readonly T[], least?: number): T[];
  shuffled<T>(list: readonly T[]): T[];
}

export function drawFrom(seed: number): Draw {
  const [value] = fc.sample(fc.gen(), { seed, numRuns: 1, unbiased: true });
  if (value === undefined) throw new Error('no sample');
  const below = (limit: number): number => value(fc.integer, { min: 0, max: Math.max(limit, 1) - 1 });
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('nothing to choose from');
    return list[below(list.length)] as T;
  };
  const shuffled = <T>(list: readonly T[]): T[] => {
    const left = [...list];
    return list.map(() => left.splice(below(left.length), 1)[0] as T);
  };
  return {
    below,
    pick,
    shuffled,
    chance: (percent) => below(100) < percent,
    some(list, least = 1) {
      const count = Math.min(list.length, least + below(Math.max(1, Math.min(list.length - least + 1, 3))));
      const chosen = new Set(shuffled(list).slice(0, count));
      return list.filter((one) => chosen.has(one));
    },
  };
}

/** A seed for a part of the work, so that the parts do not depend on how much the others draw. */
export function seedOf(...path: readonly number[]): number {
  let hash = 2166136261;
  for (const part of path) {
    hash = Math.imul(hash ^ part, 16777619);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  }
  return hash | 0;
}
