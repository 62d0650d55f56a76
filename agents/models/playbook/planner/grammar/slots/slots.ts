import { type FactsReading, followFacts } from '../../attributes/read.ts';
import { codeexpr, expr } from '../../expressions/read.ts';
import type { Token } from '../../text/tokens.ts';
import type { Reading, SlotReaders } from '../match.ts';
import { column, columns } from './columns.ts';
import { checked, comparison } from './condition.ts';
import type { ReadingContext } from './context.ts';
import { blanks, keep, tidied, tidying } from './data.ts';
import { entities, entity, field, fields } from './fields.ts';
import { indexed } from './indexed.ts';
import { joined } from './joined.ts';
import { keyed } from './keyed.ts';
import { keys } from './keys.ts';
import { choices, label, labels } from './labels.ts';
import { ownedcolumns, toldcolumns } from './new-columns.ts';
import {
  constraint,
  constraintkind,
  duplicated,
  duplicates,
  extension,
  index,
  privilegeList,
  role,
  tonull,
  uniquekind,
  view,
} from './objects.ts';
import { markedColumns } from './own-columns.ts';
import {
  columnedtable,
  ddltable,
  dotted,
  enumcolumn,
  enumType,
  enumvalue,
  file,
  jsonplace,
  key,
  knowns,
  markedkey,
  markedname,
  method,
  names,
  newtable,
  onedotted,
  tables,
  uniqueword,
} from './places.ts';
import {
  access,
  accessed,
  act,
  against,
  anything,
  bounds,
  every,
  fieldword,
  letters,
  measure,
  newname,
  noun,
  oldtype,
  order,
  other,
  participle,
  person,
  plainfacts,
  present,
  refusal,
  spot,
  staff,
  things,
  viewname,
  which,
  who,
  word,
} from './plain.ts';
import { sometables } from './some-tables.ts';
import { cut, newpair, ownColumn } from './split-column.ts';
import { bound, events, functionName, period, strategy, timing, trigger } from './structure.ts';
import { listedtables } from './tables-of-columns.ts';
import { valueSlots } from './values.ts';

/** {facts}: what is said about a column, from here on */
function* facts(
  tokens: readonly Token[],
  at: number,
  context: ReadingContext,
): Iterable<Reading<FactsReading>> {
  const found = followFacts(tokens, at, context);
  if (found.next > at) yield { value: found, next: found.next };
}

/** Every slot that a request form may name. */

export const slots: SlotReaders<ReadingContext> = {
  ...valueSlots,
  column,
  columns,
  ownedcolumns,
  toldcolumns,
  names,
  dotted,
  onedotted,
  tables,
  knowns,
  newtable,
  markedname,
  ddltable,
  columnedtable,
  jsonplace,
  key,
  markedkey,
  file,
  enum: enumType,
  enumcolumn,
  enumvalue,
  uniqueword,
  joined,
  checked,
  comparison,
  indexed,
  keyed,
  keys,
  method,
  expr,
  codeexpr,
  facts,
  constraint,
  constraintkind,
  uniquekind,
  duplicated,
  duplicates,
  tidying,
  tidied,
  blanks,
  keep,
  cut,
  newpair,
  owncolumn: ownColumn,
  markedcolumns: markedColumns,
  index,
  view,
  extension,
  privileges: privilegeList,
  role,
  tonull,
  strategy,
  period,
  bound,
  trigger,
  function: functionName,
  timing,
  events,
  entity,
  entities,
  field,
  fields,
  fieldword,
  label,
  labels,
  letters,
  present,
  who,
  measure,
  participle,
  spot,
  other,
  act,
  noun,
  order,
  against,
  access,
  accessed,
  person,
  staff,
  things,
  newname,
  viewname,
  anything,
  word,
  oldtype,
  refusal,
  plainfacts,
  choices,
  listedtables,
  sometables,
  bounds,
  every,
  which,
};
