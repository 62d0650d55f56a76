import type { Token } from './tokens.ts';

/** A list of phrases that can be looked for in tokens; built once. */
export class Phrases {
  readonly #byFirst = new Map<string, (readonly string[])[]>();

  constructor(phrases: Iterable<string>) {
    for (const phrase of phrases) {
      const words = phrase.split(' ');
      const first = words[0] ?? '';
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), words]);
    }
  }

  /** How many tokens the longest phrase at this place has; 0 for none. */
  lengthAt(tokens: readonly Token[], at: number): number {
    let longest = 0;
    for (const words of this.#byFirst.get(tokens[at]?.low ?? '') ?? []) {
      const fits = words.every(
        (word, index) => tokens[at + index]?.low === word && tokens[at + index]?.kind !== 'code',
      );
      if (fits && words.length > longest) longest = words.length;
    }
    return longest;
  }

  startsAt = (tokens: readonly Token[], at: number): boolean => this.lengthAt(tokens, at) > 0;

  find(tokens: readonly Token[], from = 0, to = tokens.length): number {
    for (let at = from; at < to; at += 1) if (this.lengthAt(tokens, at) > 0) return at;
    return -1;
  }

  in = (tokens: readonly Token[]): boolean => this.find(tokens) !== -1;

  count(tokens: readonly Token[]): number {
    let found = 0;
    for (let at = 0; at < tokens.length; at += 1) if (this.lengthAt(tokens, at) > 0) found += 1;
    return found;
  }
}
