import { matchAt } from '../../grammar/match.ts';
import { compilePattern } from '../../grammar/pattern.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { slots } from '../../grammar/slots/slots.ts';
import type { Cut } from '../../lexicon/data.ts';
import { words } from '../../lexicon/words.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

const said = compilePattern(
  '[please] (make|do|put|split|cut|separate|divide) [<the>] [split|cut|values|value|it|them|names|name] [should be] (at|by|on) {cut} [(in|of) [<the>] {name}] [.]',
  words,
);

/** `Make the split at the last space.`, behind a column that is to be split. */
export function readSplitCut(tokens: readonly Token[], { rules }: Draft, context: ReadingContext): boolean {
  const match = matchAt(said, tokens, 0, slots, context);
  const open = rules.find((rule) => rule.kind === 'splitColumn' && rule.cut === undefined);
  if (match?.next !== tokens.length || open?.kind !== 'splitColumn') return false;
  const { cut, name } = match.captures as { cut: Cut; name?: NameReading };
  if (name !== undefined && nameKey(name.text) !== nameKey(open.column.text)) return false;
  open.cut = cut;
  return true;
}
