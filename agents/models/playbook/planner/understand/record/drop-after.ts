import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import type { RuleDraft } from '../rule-draft.ts';

const lead = '[,|;] [and] [then|finally|afterwards|also|please]';
const tail =
  '[<from> [<the>] {known:table}] [afterwards|then|finally|after that|after this|at the end|once done|once that is done|when done|too|as well|danach|anschliessend|despues|luego|ensuite|depois]';
const pronoun = compilePattern(
  `${lead} <remove> (it|them|both|<the> [original|originals|previous|former|source|alte|antigua|ancienne|antiga] [name|names|one|ones] [<column>]) ${tail}`,
  words,
);
const named = compilePattern(`${lead} <remove> [<the>] [<column>] {names} [<column>] ${tail}`, words);

type Moving = Extract<RuleDraft, { kind: 'rename' | 'splitColumn' | 'mergeColumns' }>;
type Source = { readonly rule: Moving; readonly columns: readonly NameReading[] };

/** The columns whose values the last request has put in another place. */
function sourceOf({ rules }: Draft): Source | undefined {
  const rule = rules.at(-1);
  switch (rule?.kind) {
    case 'rename':
      return { rule, columns: [rule.from] };
    case 'splitColumn':
      return { rule, columns: [rule.column] };
    case 'mergeColumns':
      return { rule, columns: rule.columns };
    default:
      return undefined;
  }
}

/** Behind `the old column` nothing may tell another one. */
const ends = (token: Token | undefined): boolean => token === undefined || /^(?:and|[,;.])$/.test(token.low);

/** `…, and drop name` behind a rename, a split or a merge of it: drafts that, and says where it ends; 0 for none. */
export function dropAfter(tokens: readonly Token[], draft: Draft, context: ReadingContext): number {
  const source = sourceOf(draft);
  if (!source) return 0;
  const own = new Set(source.columns.map(({ text }) => nameKey(text)));
  const byName = matchAt(named, tokens, 0, slots, context);
  const names = (byName?.captures.names ?? []) as readonly NameReading[];
  const isOwn = names.length > 0 && names.every(({ text }) => own.has(nameKey(text)));
  const match = isOwn ? byName : matchAt(pronoun, tokens, 0, slots, context);
  if (!match || !(isOwn || ends(tokens[match.next]))) return 0;
  const said = isOwn ? names : source.columns;
  const { table } = source.rule;
  for (const column of said) draft.rules.push({ kind: 'dropColumn', table, column });
  return match.next;
}
