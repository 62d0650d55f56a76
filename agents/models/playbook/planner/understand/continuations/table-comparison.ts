import { ident } from '../../../../../../postgres/sql.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { orders, turned } from '../../lexicon/plain.ts';
import { articles } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { TableDraft } from '../draft.ts';

const signs = orders.map(([words, sign]) => ({ words: new Phrases(words), sign }));
const holds = new Phrases(
  phrases(`must be | should be | has to be | have to be | needs to be | shall be | must always be | should always be | must come | must lie |
    comes | lies | is always | may only be | can only be`),
);
const refuses = new Phrases(
  phrases(
    "must not be | cannot be | can not be | can't be | may not be | should not be | must never be | may never be | must not come | cannot come",
  ),
);
const leads: ReadonlySet<string> = new Set(
  'and with a check constraint that ensure make sure its'.split(' '),
);

/** What has columns that are compared. */
type Compared = Pick<TableDraft, 'columns' | 'checks'>;

/** `end` is `end_date` where no other column begins so. */
const columnOf = ({ columns }: Compared, tokens: readonly Token[]): string | undefined => {
  const said = tokens.filter(({ low }) => !articles.has(low) && !leads.has(low));
  const key = nameKey(said.map(({ text }) => text).join('_'));
  const keys = columns.map((column) => nameKey(column.name.text));
  const begun = keys.filter((one) => key !== '' && one.startsWith(`${key}_`));
  const at = keys.includes(key) ? keys.indexOf(key) : begun.length === 1 ? keys.indexOf(begun[0] ?? '') : -1;
  const name = columns[at]?.name.text;
  return name !== undefined && /^\w+$/.test(name) ? name : undefined;
};

/** `… must be after …`, wherever it stands. */
export const compares = (tokens: readonly Token[]): boolean =>
  [holds, refuses].some((verb) => {
    const at = verb.find(tokens);
    const behind = at + verb.lengthAt(tokens, at);
    return at > 0 && signs.some(({ words }) => words.lengthAt(tokens, behind) > 0);
  });

/**
 * `end must be after start`, below a new table: a rule over its rows. `unread` where it compares one of its columns
 * with something else, undefined where it compares none.
 */
export function tableComparison(given: readonly Token[], table: Compared): 'read' | 'unread' | undefined {
  const tokens = given.filter(({ text }) => text !== '.');
  const denied = refuses.find(tokens) > 0;
  const verb = denied ? refuses : holds;
  const at = verb.find(tokens);
  const behind = at + verb.lengthAt(tokens, at);
  if (at < 1) return undefined;
  const first = columnOf(table, tokens.slice(0, at));
  const length = Math.max(...signs.map(({ words }) => words.lengthAt(tokens, behind)));
  if (first === undefined || length === 0) return undefined;
  const { sign } = signs.find(({ words }) => words.lengthAt(tokens, behind) === length) ?? {};
  if (sign === undefined) return undefined;
  const second = columnOf(table, tokens.slice(behind + length));
  if (second === undefined)
    return tokens.slice(behind).some(({ kind }) => kind === 'number') ? undefined : 'unread';
  table.checks.push({ check: `${ident(first)} ${denied ? turned[sign] : sign} ${ident(second)}` });
  return 'read';
}

const comparison = /\bcheck ?\(? ?`?(\w+)`? ?(≥|≤|>=|<=|<>|>|<|=) ?`?([a-z_]\w*)`?[ )]*$/i;
/** `(CHECK ends_on >= starts_on)` behind a column: a rule over the row, where both are columns of the table. Gives what else was left. */
export function withoutComparison(
  tokens: readonly Token[],
  left: readonly (readonly Token[])[],
  { columns, checks }: TableDraft,
): readonly (readonly Token[])[] {
  const [, a = '', sign = '', b = ''] = comparison.exec(textOf(tokens)) ?? [];
  const own = (text: string): string | undefined =>
    columns.find(({ name }) => nameKey(name.text) === nameKey(text))?.name.text;
  const [first, second] = [own(a), own(b)];
  if (first === undefined || second === undefined) return left;
  checks.push({ check: `${ident(first)} ${sign.replace('≥', '>=').replace('≤', '<=')} ${ident(second)}` });
  return left.filter((run) => !run.some(({ text }) => text === a || text === b));
}
