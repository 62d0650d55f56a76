import { words } from '../lexicon/words.ts';
import type { Token } from '../text/tokens.ts';
import { type Match, matchAt, type SlotReaders } from './match.ts';
import { compilePattern, firstWords, neededWords, type PatternSequence } from './pattern.ts';

export interface Form<Kind extends string> {
  readonly kind: Kind;
  readonly source: string;
  readonly pattern: PatternSequence;
  readonly order: number;
  readonly needs: readonly ReadonlySet<string>[];
}

/** Forms by the word they can begin with, so that a place in the text tries few of them. */
export interface FormTable<Kind extends string> {
  readonly all: readonly Form<Kind>[];
  at(token: Token | undefined): readonly Form<Kind>[];
}

export type FormData<Kind extends string> = Readonly<Record<Kind, readonly string[]>>;

/** @throws BrokenPattern where the data cannot be read */
export function formTable<Kind extends string>(data: FormData<Kind>): FormTable<Kind> {
  const all: Form<Kind>[] = [];
  for (const [kind, sources] of Object.entries(data) as [Kind, readonly string[]][]) {
    for (const source of sources) {
      const pattern = compilePattern(source, words);
      all.push({ kind, source, pattern, order: all.length, needs: neededWords(pattern) });
    }
  }
  const byWord = new Map<string, Form<Kind>[]>();
  const anywhere: Form<Kind>[] = [];
  for (const form of all) {
    const first = firstWords(form.pattern);
    if (first === null) anywhere.push(form);
    else for (const word of first) byWord.set(word, [...(byWord.get(word) ?? []), form]);
  }
  const cache = new Map<string, readonly Form<Kind>[]>();
  return {
    all,
    at(token) {
      const low = token?.low ?? '';
      const known = byWord.has(low) ? cache.get(low) : anywhere;
      if (known) return known;
      const merged = [...(byWord.get(low) ?? []), ...anywhere].sort((a, b) => a.order - b.order);
      cache.set(low, merged);
      return merged;
    },
  };
}

export interface FormMatch<Kind extends string> extends Match {
  readonly kind: Kind;
  readonly source: string;
}

const wordsOf = new WeakMap<readonly Token[], ReadonlySet<string>>();

function wordsIn(tokens: readonly Token[]): ReadonlySet<string> {
  const known = wordsOf.get(tokens);
  if (known) return known;
  const found = new Set(tokens.map((token) => token.low));
  wordsOf.set(tokens, found);
  return found;
}

function hasOne(present: ReadonlySet<string>, of: ReadonlySet<string>): boolean {
  for (const word of present) if (of.has(word)) return true;
  return false;
}

const canMatch = new WeakMap<readonly Token[], Map<object, boolean>>();

/** Whether the text holds the words that the form cannot do without. */
export function possible(form: Form<string>, tokens: readonly Token[]): boolean {
  const forms = canMatch.get(tokens) ?? new Map<object, boolean>();
  canMatch.set(tokens, forms);
  const known = forms.get(form);
  if (known !== undefined) return known;
  const present = wordsIn(tokens);
  const can = form.needs.every((need) => hasOne(present, need));
  forms.set(form, can);
  return can;
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
  for (const form of table.at(tokens[at])) {
    if (!possible(form, tokens)) continue;
    const match = matchAt(form.pattern, tokens, at, readers, context, end);
    if (match && match.next > at) return { ...match, kind: form.kind, source: form.source };
  }
  return null;
}
