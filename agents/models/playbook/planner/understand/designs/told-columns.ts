import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnLabels, designLight } from '../../lexicon/designs.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Sentence } from '../../text/sentences.ts';
import type { Token } from '../../text/tokens.ts';
import { columnParts } from './columns.ts';
import { type Columns, having, light, linksAt, nouns, withoutProcess } from './tail.ts';

/* Lines below the order of a table that say its columns. */

/** `Define SQL columns for badges (id, name) and write the migration`: of the table above. */
export function columnsFor(
  tokens: readonly Token[],
  opened: string,
  context: ReadingContext,
): Columns | undefined {
  const open = tokens.findIndex(({ text }) => text === '(');
  const said = tokens.slice(0, Math.max(open, 0));
  const name = said.at(-1);
  const close = tokens.findLastIndex(({ text }) => text === ')');
  const ofTable = said.some(({ low }) => nouns.has(low)) && /^(?:for|of)$/.test(said.at(-2)?.low ?? '');
  if (!name || !ofTable || close <= open || nameKey(name.text) !== opened) return undefined;
  if (withoutProcess(tokens.slice(close)).length > 1) return undefined;
  const columns = columnParts(tokens.slice(open + 1, close), context);
  return columns && columns.length > 1 ? columns : undefined;
}

const modals: ReadonlySet<string> = new Set('should must will shall has have needs to also'.split(' '));
/** `A refund should belong to a user and an order`, `…, and have a reason`: of the table called so, or of `it`. */
export function belonging(
  tokens: readonly Token[],
  opened: string,
  context: ReadingContext,
): Columns | undefined {
  let at = /^(?:a|an|the|each|every)$/.test(tokens[0]?.low ?? '') ? 1 : 0;
  const subject = tokens[at];
  if (subject?.low !== 'it' && nameKey(subject?.text ?? '') !== opened) return undefined;
  at += 1;
  while (modals.has(tokens[at]?.low ?? '')) at += 1;
  const linked = linksAt(tokens.slice(at), context);
  if (!linked) return undefined;
  const rest = tokens.slice(at + linked.next);
  const more =
    rest.length === 0 ? [] : columnParts(rest.slice(having.has(rest[0]?.low ?? '') ? 1 : 0), context);
  return more && [...linked.columns, ...more];
}

/** `Fields: a, b, c`, `It should have a, b and c` */
export function labelled(tokens: readonly Token[], context: ReadingContext): Columns | undefined {
  const colon = tokens.findIndex(({ text }) => text === ':');
  const label = tokens.slice(0, Math.max(colon, 0));
  const labels =
    colon < 4 && label.some(({ low }) => columnLabels.has(low)) && !label.some(({ kind }) => kind !== 'word');
  let at = labels ? colon + 1 : 0;
  let said = labels;
  while (!labels && isLead(tokens[at])) {
    said ||= nouns.has(tokens[at]?.low ?? '') || having.has(tokens[at]?.low ?? '');
    at += 1;
  }
  // `Fields for billing cycle and renewal date`: told, and not named.
  if (!said || tokens[at - 1]?.low === 'for') return undefined;
  const columns = columnParts(tokens.slice(at), context);
  const [only] = columns ?? [];
  return columns && (columns.length > 1 || (!labels && only?.[0]?.kind === 'code')) ? columns : undefined;
}
const isLead = (token: Token | undefined): boolean =>
  token !== undefined &&
  (nouns.has(token.low) ||
    light.has(token.low) ||
    having.has(token.low) ||
    leadWords.has(token.low) ||
    designLight.has(token.low));

/** `setting_name, setting_value`: nothing but names, right below the order. */
export function bareList(tokens: readonly Token[], context: ReadingContext): Columns | undefined {
  if (tokens.some(({ text, kind }) => text === ':' || text === '#' || kind === 'quoted')) return undefined;
  const columns = columnParts(tokens, context);
  const single = columns?.every((part) => part.length === 1 || part.some(({ text }) => text === '('));
  const named = tokens.some(({ text }) => text.includes('_'));
  return columns && single && columns.length > (named ? 1 : 2) ? columns : undefined;
}

export const headsColumns = ({ tokens, from }: Sentence): boolean =>
  from === 'heading' && tokens.length < 4 && tokens.some(({ low }) => columnLabels.has(low));

/** `Columns:`, `It should have the following fields:` above a list. */
export const leadsColumns = (tokens: readonly Token[], name = ''): boolean =>
  tokens.length > 0 &&
  tokens.every(
    ({ low, text }) =>
      nouns.has(low) ||
      light.has(low) ||
      having.has(low) ||
      leadWords.has(low) ||
      /^[:.]$/.test(text) ||
      nameKey(text) === name,
  ) &&
  tokens.some(({ low }) => nouns.has(low));
const leadWords: ReadonlySet<string> = new Set(
  'it the table model we this should must contain will with and know here are is schema'.split(' '),
);
