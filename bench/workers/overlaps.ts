/** Something that happened to a target, in milliseconds. */
export interface Interval {
  readonly target: string;
  readonly from: number;
  readonly to: number;
}

/** Pairs of a target that were under way at the same time; one may begin at the moment that another ends. */
export function overlaps(intervals: readonly Interval[]): readonly (readonly [Interval, Interval])[] {
  const pairs: [Interval, Interval][] = [];
  const longest = new Map<string, Interval>();
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    const before = longest.get(interval.target);
    if (before !== undefined && interval.from < before.to) pairs.push([before, interval]);
    if (before === undefined || interval.to > before.to) longest.set(interval.target, interval);
  }
  return pairs;
}
