import { words } from '../lexicon/words.ts';
import type { Token } from '../text/tokens.ts';
import { type Match, matchAt, type SlotReaders } from './match.ts';
import { compilePattern, firstWords, type Need, needsOf, type PatternSequence } from './pattern.ts';

export interface Form<Kind extends string> {
  readonly kind: Kind;
  readonly source: string;
  readonly pattern: PatternSequence;
  readonly order: number;
  /** The words that a match can begin with; null for any. */
  readonly first: ReadonlySet<string> | null;
  readonly needs: readonly Need[];
}

/** A thousand forms, of which a place in a text can be the beginning of few. */
export interface FormTable<Kind extends string> {
  readonly all: readonly Form<Kind>[];
  /** Those that may begin here, by their first word and by the words that they cannot do without. */
  at(tokens: readonly Token[], at: number): readonly Form<Kind>[];
}

export type FormData<Kind extends string> = Readonly<Record<Kind, readonly string[]>>;

/** @throws BrokenPattern where the data cannot be read */
export function formTable<Kind extends string>(data: FormData<Kind>): FormTable<Kind> {
  const all: Form<Kind>[] = [];
  for (const [kind, sources] of Object.entries(data) as [Kind, readonly string[]][]) {
    for (const source of sources) {
      const pattern = compilePattern(source, words);
      all.push({
        kind,
        source,
        pattern,
        order: all.length,
        first: firstWords(pattern),
        needs: needsOf(pattern),
      });
    }
  }
  const withoutNeeds = all.filter(({ needs }) => needs.length === 0);
  const byNeeded = new Map<string, Form<Kind>[]>();
  for (const form of all) {
    const [rarest] = [...form.needs].sort((a, b) => a.first.size - b.first.size);
    for (const word of rarest?.first ?? []) byNeeded.set(word, [...(byNeeded.get(word) ?? []), form]);
  }

  /** The forms that can match somewhere, in the order of the data, and the last place where they may begin. */
  function possible(tokens: readonly Token[]): readonly Place<Kind>[] {
    const lastOf = new Map(tokens.map(({ low }, at) => [low, at]));
    const candidates = [...lastOf.keys()].flatMap((word) => byNeeded.get(word) ?? []);
    return [...new Set([...withoutNeeds, ...candidates])]
      .map((form) => ({ form, last: lastPlace(form.needs, tokens, lastOf) }))
      .filter(({ last }) => last >= 0)
      .sort((a, b) => a.form.order - b.form.order);
  }

  const ofTokens = new WeakMap<readonly Token[], readonly Place<Kind>[]>();
  return {
    all,
    at(tokens, at) {
      const places = ofTokens.get(tokens) ?? possible(tokens);
      ofTokens.set(tokens, places);
      const low = tokens[at]?.low ?? '';
      return places.flatMap(({ form, last }) =>
        at <= last && (form.first === null || form.first.has(low)) ? [form] : [],
      );
    },
  };
}

interface Place<Kind extends string> {
  readonly form: Form<Kind>;
  readonly last: number;
}

function lastPlace(
  needs: readonly Need[],
  tokens: readonly Token[],
  lastOf: ReadonlyMap<string, number>,
): number {
  let last = tokens.length - 1;
  for (const { first, phrases } of needs) {
    const at = tokens.findLastIndex(({ low }) => first.has(low));
    const said = at !== -1 && phrases.some((phrase) => phrase.every((word) => lastOf.has(word)));
    if (!said) return -1;
    last = Math.min(last, at);
  }
  return last;
}

export interface FormMatch<Kind extends string> extends Match {
  readonly kind: Kind;
  readonly source: string;
}

/** The first form, in the order of the data, that matches here; with `end`, that comes to it. */
export function formAt<Kind extends string, Context>(
  table: FormTable<Kind>,
  tokens: readonly Token[],
  at: number,
  readers: SlotReaders<Context>,
  context: Context,
  end?: number,
): FormMatch<Kind> | null {
  for (const form of table.at(tokens, at)) {
    const match = matchAt(form.pattern, tokens, at, readers, context, end);
    if (match && match.next > at) return { ...match, kind: form.kind, source: form.source };
  }
  return null;
}
