import { scanFacts } from '../../attributes/read.ts';
import { formAt, formTable } from '../../grammar/form-table.ts';
import { speakForms, subjectForms, wishForms } from '../../grammar/forms/continuations.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading, TableReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import type { TypeReading } from '../../grammar/slots/types.ts';
import { articles, words } from '../../lexicon/words.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { ColumnDraft } from '../draft.ts';
import { plainIndex } from '../indexes/plain.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { asReading, type Topic } from '../topic.ts';

const subjects = formTable(subjectForms);
const spoken = formTable(speakForms);
const wishes = formTable(wishForms);

/** Words not understood beside a fact that still let a sentence count as one about the column. */
const tolerated = 2;

/** Whether the sentence goes on about one of these columns: it names it, says `it`, or is nothing but facts. */
export function continuesAbout(
  tokens: readonly Token[],
  names: readonly string[],
  context: ReadingContext,
): boolean {
  if (formAt(subjects, tokens, 0, slots, context) || namesColumn(tokens, names)) return true;
  const { left, facts } = scanFacts(tokens, context);
  return Object.keys(facts).length > 0 && left.flat().length <= tolerated;
}

/** One of these names stands near the head. */
export function namesColumn(tokens: readonly Token[], names: readonly string[]): boolean {
  const keys = new Set(names.map(nameKey));
  const lead = tokens.slice(0, 5);
  return lead.some(
    (token, index) =>
      keys.has(nameKey(token.text.split('.').at(-1) ?? token.text)) ||
      keys.has(nameKey(`${token.text}_${lead[index + 1]?.text ?? ''}`)),
  );
}

const places: ReadonlySet<string> = new Set(['on', 'to', 'for', 'of', 'in']);

/** `unique constraint on first_name`, behind a new column of another table: it is no rule of that one. */
export function isForOther(
  tokens: readonly Token[],
  names: readonly string[],
  context: ReadingContext,
): boolean {
  const { left, facts } = scanFacts(tokens, context);
  if (Object.keys(facts).length === 0) return false;
  const own = new Set(names.map(nameKey));
  const open = new Set(left.flat());
  return tokens.some((token, at) => {
    const name = token.text.split('.').at(-1) ?? '';
    const marked = token.kind === 'code' || token.text.includes('_');
    const placed = places.has(tokens[at - 1]?.low ?? '') || open.size === 1;
    const [, table = ''] = /^(\w+) ?\(/.exec(token.kind === 'code' ? token.text : '') ?? [];
    const known = context.names.knownTable(table) !== undefined || context.hasColumn(name);
    return open.has(token) && marked && placed && known && !own.has(nameKey(name));
  });
}

const beforeNames: ReadonlySet<string> = new Set([...articles, 'both', 'of', ...words.column]);
const longestName = 3;

/** `The price and the currency must not be null`: the columns that stand at the head, and what is said of them. */
export function subjectsAt(
  tokens: readonly Token[],
  drafts: readonly ColumnDraft[],
): { readonly drafts: readonly ColumnDraft[]; readonly rest: readonly Token[] } | undefined {
  const found: ColumnDraft[] = [];
  let next = 0;
  for (let at = 0; at < tokens.length; ) {
    while (beforeNames.has(tokens[at]?.low ?? '')) at += 1;
    let length = longestName;
    const named = (): ColumnDraft | undefined => {
      const text = tokens.slice(at, at + length).map((token) => token.text.split('.').at(-1));
      return drafts.find(({ name }) => nameKey(name.text) === nameKey(text.join('_')));
    };
    while (length > 0 && !named()) length -= 1;
    const draft = length > 0 ? named() : undefined;
    if (!draft) break;
    found.push(draft);
    next = at + length;
    if (words.column.includes(tokens[next]?.low ?? '')) next += 1;
    if (!/^(?:and|,|or|&)$/.test(tokens[next]?.low ?? '')) break;
    at = next + 1;
  }
  return found.length > 0 && next < tokens.length ? { drafts: found, rest: tokens.slice(next) } : undefined;
}

/** The column that a statement is about, where the schema has it. */
export function spokenOf(tokens: readonly Token[], context: ReadingContext): Topic | undefined {
  const match = formAt(spoken, tokens, 0, slots, context);
  // A name alone is spoken of where it is all there is.
  if (!match || (match.source === '{onedotted:name}' && match.next < tokens.length)) return undefined;
  const { name: column, table } = match.captures as {
    name: NameReading;
    table?: TableReading;
    known?: TableReading;
  };
  const owner =
    table?.table ??
    (match.captures.known as TableReading | undefined)?.table ??
    context.names.knownTable(column.table ?? '');
  const found = owner && columnOf(owner, column.text);
  return owner && (found?.how === 'exact' || found?.how === 'spelling')
    ? { kind: 'spoken', table: asReading(owner), column }
    : undefined;
}

const mostOfReason = 6;
/** `For the new import it has to be …`: where the wish begins. */
function behindReason(tokens: readonly Token[]): number {
  if (tokens[0]?.low !== 'for' && tokens[0]?.low !== 'to') return 0;
  const at = tokens.findIndex(({ low, kind }) => low === 'it' || kind !== 'word');
  const start = tokens[at]?.text === ',' ? at + 1 : at;
  return at > 0 && at <= mostOfReason ? start : 0;
}

/** What a sentence wishes for the column just spoken of: a request, or `unread` where no form knows it. */
export function wishOf(
  { table, column }: Extract<Topic, { kind: 'spoken' }>,
  tokens: readonly Token[],
  context: ReadingContext,
): RuleDraft | 'unread' | undefined {
  const match = formAt(wishes, tokens, behindReason(tokens), slots, context);
  if (!match) return undefined;
  if (match.kind === 'other') {
    const { facts } = scanFacts(tokens.slice(match.next), context);
    return Object.keys(facts).length > 0 ? 'unread' : undefined;
  }
  if (match.next < tokens.length) return 'unread';
  if (match.kind === 'required') return { kind: 'setNotNull', table, column };
  if (match.kind === 'indexed') return plainIndex(table, [column]);
  const { type, notes } = match.captures.type as TypeReading;
  return { kind: 'changeType', table, column, type, notes };
}
