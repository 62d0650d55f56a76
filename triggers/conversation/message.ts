/**
 * What is said, before any place gives it a form. All of it is plain text that may come from outside: whoever renders
 * it escapes it, every bit.
 */
export interface Message {
  /** What is asked, or what came of it. */
  readonly title: string;
  /** Whom it waits for, as godwit.yaml names them: a place may call those that it knows. */
  readonly wanted?: readonly string[];
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly is: 'text'; readonly text: string }
  /** Questions, in order. */
  | { readonly is: 'numbered'; readonly items: readonly string[] }
  /** A line each. Those with a title are for who wants to know more: folded away where a place can. */
  | { readonly is: 'facts'; readonly title?: string; readonly items: readonly string[] }
  /** Set as code; `rest` says where what was cut off is. Folded away where a place can. */
  | {
      readonly is: 'code';
      readonly title: string;
      readonly language: 'sql' | 'json';
      readonly code: string;
      readonly rest?: string;
    }
  /** Exact words to copy, and what they do. */
  | { readonly is: 'words'; readonly to: string; readonly words: string };

const longestLine = 600;
const mostItems = 40;
const mostLines = 80;
const mostCharacters = 5_000;

/** One line of what may have many. */
export const line = (text: string): string => {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length <= longestLine ? one : `${one.slice(0, longestLine - 1)}…`;
};

export const facts = (items: readonly string[], title?: string): Part[] =>
  items.length === 0 ? [] : [{ is: 'facts', ...(title === undefined ? {} : { title }), items: cut(items) }];

export const numbered = (items: readonly string[]): Part => ({ is: 'numbered', items: cut(items) });

const cut = (items: readonly string[]): readonly string[] => {
  const shown = items.slice(0, mostItems).map(line);
  return items.length <= mostItems ? shown : [...shown, `… and ${items.length - mostItems} more`];
};

/** Code, as much of it as people read in a comment. */
export function code(title: string, language: 'sql' | 'json', whole: string, runId: string): Part {
  const all = whole.trim();
  const shown = all.split('\n').slice(0, mostLines).join('\n').slice(0, mostCharacters);
  const part = { is: 'code', title, language, code: shown } as const;
  return shown === all ? part : { ...part, rest: `Cut off here. All of it: npx godwit show ${runId}` };
}
