import { isBareAssent } from '../../graph/approvals/assent.ts';
import { shortestHash } from '../../graph/approvals/decide.ts';
import { cleanText } from '../text.ts';

export type Verb = 'answer' | 'approve' | 'reject';

/** How people speak in a place. */
export interface Grammar {
  /** Commands begin with a slash. Slack takes those for itself. */
  readonly slash: boolean;
  /** All words in the place are about the request, so plain ones of the requester answer what was asked. */
  readonly plainAnswers: boolean;
  /** What somebody needs there to approve, besides what godwit.yaml says: `with write permission`. */
  readonly rights?: string;
}

/** What a reply says. */
export type Words =
  /** Without a run: of the one that waits. */
  | { readonly says: 'answer'; readonly run?: string; readonly text: string }
  | { readonly says: 'approve'; readonly run: string; readonly hash: string }
  | { readonly says: 'reject'; readonly run: string; readonly reason: string }
  /** A yes to nothing in particular: "go ahead". */
  | { readonly says: 'assent'; readonly text: string }
  /** A command of which a part is missing, or a yes with a condition. */
  | { readonly says: 'part'; readonly verb: Verb; readonly text: string }
  /** Talk among people; in a thread an answer where something is asked. */
  | { readonly says: 'plain'; readonly text: string };

/** Longer answers are no answers; it goes to a model. */
const longestText = 8_000;

/** Reads a reply. The command is on its first line, below what it quotes; `runs` are those of the place. */
export function wordsOf(raw: string, { slash }: Grammar, runs: readonly string[]): Words {
  const text = unwrapped(cleanText(raw).text).slice(0, longestText);
  const begins = /^(\/?)(answer|approve|reject)(?!\S)/i.exec(text);
  if (begins !== null) {
    const [all, hasSlash, verb = ''] = begins;
    const read = commandOf(verb.toLowerCase() as Verb, text, text.slice(all.length).trim(), runs);
    // Where commands have a slash, one without is talk ("approve this, please"), unless it names its run.
    if (hasSlash === '/' || names(read) || (!slash && read.says === 'part')) return read;
  }
  return isBareAssent(text) ? { says: 'assent', text } : { says: 'plain', text };
}

function commandOf(verb: Verb, text: string, rest: string, runs: readonly string[]): Words {
  const [first = '', second = ''] = rest.split(/\s+/, 2);
  const run = runs.find((one) => one === first.toLowerCase());
  // What is copied as it is says nothing yet.
  const more = (run === undefined ? rest : rest.slice(first.length).trim()).replace(/^…$/, '');
  switch (verb) {
    case 'answer':
      if (more === '') return { says: 'part', verb, text };
      return { says: 'answer', ...(run === undefined ? {} : { run }), text: more };
    case 'reject':
      if (run === undefined) return { says: 'part', verb, text };
      return { says: 'reject', run, reason: more || 'no reason given' };
    case 'approve': {
      const hash = second.toLowerCase();
      // "… once Ben is back" is no yes yet.
      const isAll = /^\S+[ \t]+\S+[ \t]*(?:\n|$)/.test(rest);
      if (run === undefined || !isHash.test(hash) || !isAll) return { says: 'part', verb, text };
      return { says: 'approve', run, hash };
    }
  }
}

const names = (words: Words): boolean => 'run' in words && words.run !== undefined;

const isHash = new RegExp(`^[0-9a-f]{${shortestHash},64}$`);

/** Without what is quoted above it, and without the backticks that come with what is copied. */
const unwrapped = (text: string): string =>
  text
    .replace(/^(?:[ \t]*(?:>[^\n]*)?(?:\n|$))+/, '')
    .trim()
    .replace(/^(`+)([^`]*)\1$/, '$2')
    .trim();

/** The exact words that say it. */
export const exactWords = {
  answer: ({ slash, plainAnswers }: Grammar, run?: string): string =>
    plainAnswers && run === undefined
      ? 'your answer, in plain words'
      : `${slash ? '/' : ''}answer ${run === undefined ? '' : `${run} `}…`,
  approve: ({ slash }: Grammar, run: string, hash: string): string =>
    `${slash ? '/' : ''}approve ${run} ${hash.slice(0, 12)}`,
  reject: ({ slash }: Grammar, run: string): string => `${slash ? '/' : ''}reject ${run} …`,
};
