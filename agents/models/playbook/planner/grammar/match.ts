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

/** A node of a pattern and what follows it; options meet again in one step, so that nothing is written out twice. */
type Step =
  | { readonly is: 'end' }
  | { readonly is: 'word'; readonly low: string; readonly next: Step }
  | {
      readonly is: 'any';
      readonly byWord: ReadonlyMap<string, readonly Step[]>;
      readonly other: readonly Step[];
    }
  | { readonly is: 'slot'; readonly kind: string; readonly name: string; readonly next: Step }
  | { readonly is: 'gap'; readonly next: Step }
  | { readonly is: 'skip'; readonly words: ReadonlySet<string>; readonly next: Step };

const end: Step = { is: 'end' };

function linked(sequence: PatternSequence, last: Step): Step {
  return sequence.reduceRight<Step>(
    (next, node) =>
      node.is === 'any' ? choice(node.of.map((option) => linked(option, next))) : { ...node, next },
    last,
  );
}

/** Few of the options begin with the word that is there; those that may begin with any are tried with all of them. */
function choice(options: readonly Step[]): Step {
  const byWord = new Map<string, readonly Step[]>();
  for (const step of options) if (step.is === 'word') byWord.set(step.low, []);
  const other = options.filter((step) => step.is !== 'word');
  for (const word of byWord.keys())
    byWord.set(
      word,
      options.filter((step) => step.is !== 'word' || step.low === word),
    );
  return { is: 'any', byWord, other };
}

const firstSteps = new WeakMap<PatternSequence, Step>();

function firstStep(pattern: PatternSequence): Step {
  const known = firstSteps.get(pattern);
  if (known) return known;
  const first = linked(pattern, end);
  firstSteps.set(pattern, first);
  return first;
}

/**
 * The first reading of the whole pattern at `start`: choices in the order they are written, slots in their own.
 * With `until`, only one that comes to it. The words of a pattern also match a one-word code span or quotation:
 * default `5`, type `integer`.
 */
export function matchAt<Context>(
  pattern: PatternSequence,
  tokens: readonly Token[],
  start: number,
  readers: SlotReaders<Context>,
  context: Context,
  until?: number,
): Match | null {
  function run(from: Step, place: number, captures: Captures): Match | null {
    let [step, at] = [from, place];
    for (;;) {
      spend(1);
      if (step.is === 'end')
        return until === undefined || at === until ? { start, next: at, captures } : null;
      if (step.is === 'word') {
        if (tokens[at]?.low !== step.low) return null;
        at += 1;
      } else if (step.is === 'skip') {
        while (tokens[at]?.kind === 'word' && step.words.has(tokens[at]?.low ?? '')) at += 1;
      } else if (step.is === 'any') {
        for (const option of step.byWord.get(tokens[at]?.low ?? '') ?? step.other) {
          const match = run(option, at, captures);
          if (match) return match;
        }
        return null;
      } else if (step.is === 'gap') {
        for (let length = 0; length <= gapLength && at + length <= tokens.length; length += 1) {
          if (length > 0 && tokens[at + length - 1]?.kind === 'punct') return null;
          const match = run(step.next, at + length, captures);
          if (match) return match;
        }
        return null;
      } else {
        const read = readers[step.kind];
        if (!read) throw new Error(`no slot is called {${step.kind}}`);
        for (const { value, next } of read(tokens, at, context)) {
          const match = run(step.next, next, { ...captures, [step.name]: value });
          if (match) return match;
        }
        return null;
      }
      step = step.next;
    }
  }

  return run(firstStep(pattern), start, {});
}
