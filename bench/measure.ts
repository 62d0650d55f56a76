/** What one thing costs next to another one, measured in the same run so that the machine falls out of the ratio. */
export interface Measure {
  readonly bench: string;
  readonly what: string;
  /** Median over the inputs, in microseconds; the best round counts, so that a busy machine counts less. */
  readonly medianUs: number;
  readonly baseline: string;
  readonly baselineUs: number;
  readonly ratio: number;
  /** What the project promises, in microseconds; null where it promises nothing. */
  readonly limitUs: number | null;
  /** For people, where a median and a ratio do not say it. */
  readonly said?: string;
}

/** Rounds over all inputs; the first ones warm the machine up. */
const rounds = 12;

/** Median microseconds of `work` on one input. */
export function medianUs<Input>(inputs: readonly Input[], work: (input: Input) => unknown): number {
  const medians = Array.from({ length: rounds }, () => {
    const times = inputs.map((input) => {
      const start = performance.now();
      work(input);
      return 1000 * (performance.now() - start);
    });
    return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  });
  return Math.min(...medians);
}

export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
