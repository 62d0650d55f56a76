/** Ids, versions and hashes: long, with a digit in it. */
const token = /[A-Za-z0-9_-]{8,}/g;
const piece = /[A-Za-z0-9]{6,}/g;
const hasDigit = /\d/;

const tokensOf = (text: string, of: RegExp): string[] =>
  (text.match(of) ?? []).filter((one) => hasDigit.test(one));

/**
 * What is called otherwise in this run: names that a run makes anew (versions, branches, hashes), found by laying
 * what was said then beside what is said now.
 */
export class Renamed {
  readonly #now = new Map<string, string>();

  learn(then: string, now: string): void {
    const [before, after] = [tokensOf(then, token), tokensOf(now, token)];
    for (const [at, old] of before.entries()) {
      const other = after[at];
      if (other === undefined || other === old || other.length !== old.length) continue;
      this.#now.set(old, other);
      const [parts, others] = [tokensOf(old, piece), tokensOf(other, piece)];
      if (parts.length !== others.length) continue;
      for (const [index, part] of parts.entries())
        if (part !== others[index]) this.#now.set(part, others[index] ?? part);
    }
  }

  /** The same value in the names of this run. */
  translate<Value>(value: Value): Value {
    if (this.#now.size === 0) return value;
    const longestFirst = [...this.#now.keys()].sort((a, b) => b.length - a.length);
    const names = new RegExp(longestFirst.map((name) => name.replaceAll('-', '\\-')).join('|'), 'g');
    const walk = (one: unknown): unknown => {
      if (typeof one === 'string') return one.replace(names, (name) => this.#now.get(name) ?? name);
      if (Array.isArray(one)) return one.map(walk);
      if (typeof one === 'object' && one !== null)
        return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
      return one;
    };
    return walk(value) as Value;
  }
}
