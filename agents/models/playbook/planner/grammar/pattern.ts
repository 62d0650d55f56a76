/**
 * The language of request forms, one form a line:
 *
 *     [<please>] <add> {column} <to> {table}
 *
 * `word` itself · `<class>` any phrase of that class (lexicon/words.ts) · `{slot}` or `{slot:name}` something to
 * read (slots.ts) · `[…]` may be missing · `(a | b c)` one of · `..` up to four words of no matter which.
 */
export type PatternNode =
  | { readonly is: 'word'; readonly low: string }
  | { readonly is: 'any'; readonly of: readonly PatternSequence[] }
  | { readonly is: 'slot'; readonly kind: string; readonly name: string }
  | { readonly is: 'gap' }
  /** As many of these words as there are. */
  | { readonly is: 'skip'; readonly words: ReadonlySet<string> };
export type PatternSequence = readonly PatternNode[];

export type WordClasses = Readonly<Record<string, readonly string[]>>;

/** The class whose words may stand in any number, also none: articles and what is like them. */
const skipped = 'the';

const pieces = /\[|\]|\(|\)|\||<[\w-]+>|\{\w+(?::\w+)?\}|\.\.|[^\s[\](){}|<>]+|[<>]/g;

export class BrokenPattern extends Error {
  constructor(pattern: string, reason: string) {
    super(`the form "${pattern}" ${reason}`);
    this.name = 'BrokenPattern';
  }
}

/** @throws BrokenPattern when the data holds a form that cannot be read; a test compiles every form */
export function compilePattern(pattern: string, classes: WordClasses): PatternSequence {
  const parts = pattern.match(pieces) ?? [];
  let at = 0;
  const word = (low: string): PatternNode => ({ is: 'word', low });

  function alternatives(close: string | undefined): PatternSequence[] {
    const found: PatternSequence[] = [];
    let sequence: PatternNode[] = [];
    for (; at < parts.length; at += 1) {
      const part = parts[at] ?? '';
      if (part === close) {
        at += 1;
        return [...found, sequence];
      }
      if (part === '|') {
        found.push(sequence);
        sequence = [];
      } else if (part === '[' || part === '(') {
        at += 1;
        const of = alternatives(part === '[' ? ']' : ')');
        at -= 1;
        sequence.push({ is: 'any', of: part === '[' ? [...of, []] : of });
      } else if (part === '..') sequence.push({ is: 'gap' });
      else if (/^<.+>$/.test(part)) sequence.push(classNode(part.slice(1, -1)));
      else if (part.startsWith('{')) {
        const [kind = '', name = kind] = part.slice(1, -1).split(':');
        sequence.push({ is: 'slot', kind, name });
      } else if (part === ']' || part === ')') throw new BrokenPattern(pattern, `has a stray "${part}"`);
      else sequence.push(word(part.toLowerCase()));
    }
    if (close !== undefined) throw new BrokenPattern(pattern, `lacks "${close}"`);
    return [...found, sequence];
  }

  function classNode(name: string): PatternNode {
    const phrases = classes[name];
    if (name === skipped && phrases) return { is: 'skip', words: new Set(phrases) };
    if (!phrases) throw new BrokenPattern(pattern, `names the class <${name}>, which does not exist`);
    return { is: 'any', of: phrases.map((phrase) => phrase.split(' ').map(word)) };
  }

  const of = alternatives(undefined);
  return of.length === 1 ? (of[0] ?? []) : [{ is: 'any', of }];
}

/** Every word that a match can begin with, or null when it can begin with anything. */
export function firstWords(sequence: PatternSequence): ReadonlySet<string> | null {
  const words = new Set<string>();
  const open = (nodes: PatternSequence): boolean => {
    // True when the nodes can match nothing, so that what follows may come first.
    for (const node of nodes) {
      if (node.is === 'word') {
        words.add(node.low);
        return false;
      }
      if (node.is === 'skip') {
        for (const word of node.words) words.add(word);
        continue;
      }
      if (node.is !== 'any') throw anything;
      const skippable = node.of.map(open).some(Boolean);
      if (!skippable) return false;
    }
    return true;
  };
  try {
    return open(sequence) ? null : words;
  } catch (signal) {
    if (signal === anything) return null;
    throw signal;
  }
}

const anything = new Error('begins with a slot');

/** One of these phrases a text must hold, where a pattern is to match it. */
export interface Need {
  readonly first: ReadonlySet<string>;
  readonly phrases: readonly (readonly string[])[];
}

/** What a pattern cannot do without. Most forms are told apart from most sentences by this alone. */
export function needsOf(sequence: PatternSequence): readonly Need[] {
  return sequence.flatMap((node) => {
    const options = node.is === 'any' ? node.of : node.is === 'word' ? [[node]] : [];
    const phrases = options.map((option) => option.flatMap((part) => (part.is === 'word' ? [part.low] : [])));
    const first = new Set(phrases.flatMap(([word]) => (word === undefined ? [] : [word])));
    const spoken = phrases.length > 0 && phrases.every((phrase) => phrase.length > 0);
    return spoken ? [{ first, phrases }] : [];
  });
}
