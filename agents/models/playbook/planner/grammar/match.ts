import type { Token } from '../text/tokens.ts';
import { spend } from '../text/too-long.ts';
import type { PatternSequence } from './pattern.ts';

/** One way to read a slot at a place: what it says and where the next token is. */
export interface Reading<Value> {
  readonly value: Value;
  readonly next: number;
}
export type SlotReader<Context, Value = unknown> = (
  tokens: readonly Token[],
  at: number,
  context: Context,
) => Iterable<Reading<Value>>;
export type SlotReaders<Context> = Readonly<Record<string, SlotReader<Context>>>;
export type Captures = Readonly<Record<string, unknown>>;
export interface Match {
  readonly start: number;
  readonly next: number;
  readonly captures: Captures;
}

const gapLength = 4;

/** The literal words of a pattern also match a one-word code span or quotation: default `5`, type `integer`. */
const says = (token: Token, low: string): boolean => token.low === low;

/**
 * The first reading of the whole pattern at `start`: choices in the order they are written, slots in their own.
 * With `end`, only one that comes to it.
 */
export function matchAt<Context>(
  pattern: PatternSequence,
  tokens: readonly Token[],
  start: number,
  readers: SlotReaders<Context>,
  context: Context,
  end?: number,
): Match | null {
  type Then = (at: number, captures: Captures) => Match | null;

  function run(
    nodes: PatternSequence,
    index: number,
    at: number,
    captures: Captures,
    then: Then,
  ): Match | null {
    spend(1);
    const node = nodes[index];
    if (!node) return then(at, captures);
    const rest: Then = (next, found) => run(nodes, index + 1, next, found, then);
    if (node.is === 'word') {
      const token = tokens[at];
      return token && says(token, node.low) ? rest(at + 1, captures) : null;
    }
    if (node.is === 'any') {
      for (const option of node.of) {
        const match = run(option, 0, at, captures, rest);
        if (match) return match;
      }
      return null;
    }
    if (node.is === 'skip') {
      let next = at;
      while (node.words.has(tokens[next]?.low ?? '') && tokens[next]?.kind === 'word') next += 1;
      return rest(next, captures);
    }
    if (node.is === 'gap') {
      for (let length = 0; length <= gapLength && at + length <= tokens.length; length += 1) {
        if (length > 0 && tokens[at + length - 1]?.kind === 'punct') return null;
        const match = rest(at + length, captures);
        if (match) return match;
      }
      return null;
    }
    const read = readers[node.kind];
    if (!read) throw new Error(`no slot is called {${node.kind}}`);
    for (const { value, next } of read(tokens, at, context)) {
      const match = rest(next, { ...captures, [node.name]: value });
      if (match) return match;
    }
    return null;
  }

  return run(pattern, 0, start, {}, (next, captures) =>
    end === undefined || next === end ? { start, next, captures } : null,
  );
}
