import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { withDesigns } from '../designs/index.ts';
import { withSections } from '../designs/sections.ts';
import { withEachIndex } from '../indexes/each.ts';
import { withIndexSpans } from '../indexes/spans.ts';
import { withDatabaseLines } from './database-lines.ts';
import { withHeadedColumns } from './headed-columns.ts';
import { withJoinTables } from './join-table.ts';
import { withListedDrops } from './listed-drops.ts';
import { withListedFields } from './listed-fields.ts';
import { withListedOrders } from './listed-orders.ts';
import { withListedRenames } from './listed-renames.ts';
import { withMapperWords } from './mapper-words.ts';
import { withNameBelow } from './name-below.ts';
import { withNestedTables } from './nested-tables.ts';
import { withNumbered } from './numbered.ts';
import { withSpreadColumn } from './spread-column.ts';
import { withoutStructureLead } from './structure-lead.ts';
import { withTablesInBrackets } from './table-in-brackets.ts';
import { forEachTable, forListedTables, withBoth, withFoundTables } from './tables-follow.ts';
import { withValueLists } from './value-lists.ts';
import { withWholeNames } from './whole-names.ts';

type Lines = readonly Sentence[];
type Rewrite = (lines: Lines, context: ReadingContext, beside: Beside) => Lines;

interface Beside {
  readonly exhibits: readonly Exhibit[];
  /** Lines of a part that is about the database. */
  readonly ofDatabase: ReadonlySet<Sentence>;
}

/** What several lines say together is said in each, as the grammar reads it. Each takes what the one before left. */
const rewrites: readonly Rewrite[] = [
  withNumbered,
  withNameBelow,
  withoutStructureLead,
  withMapperWords,
  withValueLists,
  withEachIndex,
  withSpreadColumn,
  withHeadedColumns,
  withListedFields,
  (lines, context, { ofDatabase }) => withDatabaseLines(lines, ofDatabase, context),
  withWholeNames,
  withSections,
  (lines, context, { exhibits }) => withDesigns(lines, exhibits, context),
  withFoundTables,
  withTablesInBrackets,
  withJoinTables,
  withBoth,
  withListedDrops,
  withListedOrders,
  withListedRenames,
  withIndexSpans,
  (lines, context, { exhibits }) => withNestedTables(lines, exhibits, context),
  forListedTables,
  forEachTable,
];

export const rewritten = (lines: Lines, context: ReadingContext, beside: Beside): Lines =>
  rewrites.reduce((given, rewrite) => rewrite(given, context, beside), lines);
