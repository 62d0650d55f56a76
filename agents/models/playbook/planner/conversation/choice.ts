import { bare, nameIn } from './bare.ts';
import { isAssent } from './left-out.ts';

/* Answers that choose one of what their question offers, as the order that they are. */

type Reading = (asked: readonly string[], answer: string) => string | undefined;

/** What becomes of rows that refer to a deleted one, in words. */
const actions = [
  [/\bcascad|\b(?:deleted?|removed?|go(?:es)?)\b.*\b(?:with|too|as well)\b/i, 'cascade'],
  [/\bset(?: \w+)? null\b|\blose\b|\bempt(?:y|ied)\b/i, 'set null'],
  [/\brestrict|\bkeep|\bprevent|\bforbid|\bno action\b/i, 'restrict'],
] as const;
const denies = /\b(?:not|never|no(?! action))\b|n['’]t\b/i;

const isReference =
  /^(?:(?:it(?:'s| is| should be| shall be)?|as|an?|the|make it) )*(?:reference|foreign key|fk|row|refers?|key)(?: (?:to|of) \S+)?$/i;

const choices: readonly (readonly [RegExp, Reading])[] = [
  [
    /^Rows of \S+ refer to what is deleted, by (\S+)\. /,
    ([, column], answer) => {
      const [action, ...others] = actions.filter(([words]) => words.test(answer));
      return action && others.length === 0 && !denies.test(answer)
        ? `On delete ${action[1]} for ${column}.`
        : undefined;
    },
  ],
  [
    /^Does (\S+) refer to a row of (\S+) \(then /,
    ([, column, table], answer) =>
      isReference.test(bare(answer)) ? `${column} refers to ${table}.` : undefined,
  ],
  [
    /^Which table does (\S+) refer to\b/,
    ([, column], answer) => {
      const table = nameIn(answer);
      return table === undefined ? undefined : `${column} refers to ${table}.`;
    },
  ],
  [
    /^Shall these become foreign keys: ([^?]+)\?/,
    ([, links = ''], answer) =>
      isAssent(answer)
        ? links
            .split(', ')
            .map((link) => `Add a foreign key on ${link.replace(/^(.+) to (.+)$/, '`$1` to `$2`')}.`)
            .join('\n\n')
        : undefined,
  ],
  [
    /^Which columns shall the new table \S+ have\?$/,
    (_, answer) => (/[\n:|;]/.test(answer.trim()) ? undefined : `Columns: ${answer.trim()}`),
  ],
  [
    /^What shall go, and what shall change\? .*There are the tables (.+)\.$/,
    ([, listed = ''], answer) => {
      const named = bare(answer)
        .replace(/^(?:drop|remove|delete) /i, '')
        .split(/\s*(?:,|\band\b)\s*/)
        .map((one) => one.replace(/^(?:the )?(?:table )?/i, ''));
      const there = listed.split(', ');
      return named.every((one) => there.includes(one))
        ? named.map((one) => `Drop the table ${one}.`).join('\n\n')
        : undefined;
    },
  ],
];

export function choiceOf(question: string, answer: string): string | undefined {
  for (const [form, read] of choices) {
    const asked = form.exec(question);
    if (asked) return read(asked, answer);
  }
  return undefined;
}
