import type { Catalog, CatalogTable, CatalogTrigger } from '../catalog/catalog.ts';
import { identList, literal } from '../sql.ts';
import { heapsOf } from './column-parts.ts';
import { fullName } from './lookup.ts';
import { mentions } from './mentions.ts';
import { isSyncTrigger } from './sync.ts';
import { fromKeyword, meaningful, mentionsColumn, renameColumns, tokenize } from './tokens.ts';

/*
 * The triggers that somebody made, and a column that gets a second name: they know the first one alone.
 */

const ownTriggers = ({ triggerDefinitions = [] }: CatalogTable): CatalogTrigger[] =>
  triggerDefinitions.filter(({ name, inherited }) => !inherited && !isSyncTrigger(name));

/** Triggers whose function, condition or arguments name the column. */
export const triggersNaming = (catalog: Catalog, table: CatalogTable, column: string): CatalogTrigger[] =>
  [table, ...heapsOf(catalog, table).filter((heap) => heap !== table)]
    .flatMap(ownTriggers)
    .filter(({ definition }) => names(catalog, definition, column));

/** Those that look at it, or write it, before a row is written. */
export const triggersBefore = (catalog: Catalog, table: CatalogTable, column: string): CatalogTrigger[] =>
  triggersNaming(catalog, table, column).filter(({ definition }) => isBeforeRow(definition));

/** Those that do not see a value before it has passed from another place to the column. */
export const passedBy = (
  catalog: Catalog,
  table: CatalogTable,
  columns: readonly string[],
  place: string,
): string[] =>
  columns.flatMap((column) =>
    triggersBefore(catalog, table, column).map(
      ({ name }) =>
        `trigger ${name} looks at ${column} of ${fullName(table)}: what is written to ${place} passes it by`,
    ),
  );

/** Triggers that wait for an UPDATE that names the column. */
export const triggersOfUpdate = (table: CatalogTable, column: string): CatalogTrigger[] =>
  ownTriggers(table).filter(({ definition }) => mentionsColumn(updateOf(definition).columns, column));

/** The same trigger for another column, too. */
export function ofUpdateToo(trigger: CatalogTrigger, column: string, too: string): CatalogTrigger {
  const { before, columns, after } = updateOf(trigger.definition);
  const both = renameColumns(columns, new Map([[column, identList([column, too])]]));
  return { ...trigger, definition: `${before}${both}${after}` };
}

/** `AFTER INSERT OR UPDATE OF a, b ON t …` around its columns. */
function updateOf(definition: string): { before: string; columns: string; after: string } {
  const after = fromKeyword(definition, 'ON');
  const head = definition.slice(0, definition.length - after.length);
  const columns = fromKeyword(head, 'OF');
  return { before: head.slice(0, head.length - columns.length), columns, after };
}

function isBeforeRow(definition: string): boolean {
  const words = tokenize(definition)
    .filter(meaningful)
    .map(({ text }) => text.toUpperCase());
  return words[words.indexOf('TRIGGER') + 2] === 'BEFORE' && words.join(' ').includes(' FOR EACH ROW ');
}

/** In its condition, its arguments or the text of its function. */
function names({ routines = [] }: Catalog, definition: string, column: string): boolean {
  const named = tokenize(fromKeyword(definition, 'EACH')).some(({ kind, text, value }) =>
    kind === 'string' ? text === literal(column) : kind === 'name' && value === column,
  );
  if (named) return true;
  const call = tokenize(fromKeyword(definition, 'FUNCTION')).filter(meaningful);
  const name = call[call.findIndex(({ text }) => text === '(') - 1]?.value;
  return routines.some((routine) => routine.name === name && mentions(routine.definition, column));
}
