import type { Sentence } from '../../text/sentences.ts';

/** Words of SQL that a code span marks, and that name nothing. */
const clause = /^on delete (?:cascade|set null|restrict|no action)$/i;

/** `should be `ON DELETE SET NULL``: read as if it stood there without the mark. */
export const withInlineClauses = (sentence: Sentence): Sentence =>
  sentence.tokens.some(({ kind, text }) => kind === 'code' && clause.test(text))
    ? {
        ...sentence,
        tokens: sentence.tokens.flatMap((token) =>
          token.kind === 'code' && clause.test(token.text) ? token.inner : [token],
        ),
      }
    : sentence;
