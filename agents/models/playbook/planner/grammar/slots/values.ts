import type { SlotReaders } from '../match.ts';
import type { ReadingContext } from './context.ts';
import { choicelist, examples, markedlist } from './examples.ts';
import { remembered } from './lists.ts';
import { cascade, list, list2, number, ondelete, quoted, value } from './literals.ts';
import { known, name, ref, table } from './names.ts';
import { type } from './types.ts';

/** Slots whose reading needs no other form. */
export const valueSlots: SlotReaders<ReadingContext> = {
  n: number,
  value: remembered((tokens, at) => value(tokens, at)),
  list,
  list2,
  markedlist,
  choicelist,
  examples,
  quoted,
  ondelete,
  cascade,
  name,
  table,
  known,
  ref,
  type: remembered(type),
};
