import type { CatalogColumn } from '../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../postgres/sql.ts';
import { at, type Build } from './outcome.ts';
import type { Rule } from './rule.ts';

const isRange = ({ type }: CatalogColumn): boolean => /range$/.test(type);

/** The range of two moments; a day may be meant with its end or without, so days have none here. */
const rangeOf: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'tstzrange',
  'timestamp without time zone': 'tsrange',
};

/** `No two bookings of one room may overlap`. */
export function exclusion(
  { table, same, over }: Rule<'exclusion'>,
  { names, operations, catalog }: Build,
): void {
  const target = names.table(table);
  if (!target?.is) return;
  const { columns } = target.is;
  // `of one room` is told by room_id.
  const key = columns.find(({ name }) => name === `${same.text}_id`)?.name ?? names.column(target, same);
  if (key === undefined) return;
  const span = spanOf(
    over.map((one) => names.column(target, one, true)),
    columns,
  );
  if (span === undefined) {
    const days = columns.filter(
      ({ name, type }) => /^(?:date|timestamp)/.test(type) && !/(?:ed|d)_(?:at|on)$/.test(name),
    );
    const [first, second] = days.length === 2 ? days : [];
    names.ask(
      first && second
        ? `Do ${target.name} overlap from ${first.name} to ${second.name}, and may one begin on the ${second.type === 'date' ? 'day' : 'moment'} on which another ends?`
        : `By which column do ${target.name} overlap? A range, or the two moments at which a row begins and ends.`,
    );
    return;
  }
  if (
    !catalog.extensions.includes('btree_gist') &&
    !operations.some((one) => one.op === 'create_extension' && one.name === 'btree_gist')
  ) {
    names.assume(
      `the extension btree_gist is installed, which compares ${target.name}.${key} in an exclusion constraint`,
    );
    operations.push({ op: 'create_extension', name: 'btree_gist' });
  }
  if (span.expression) names.assume(`a row of ${target.name} may begin at the moment at which another ends`);
  operations.push({
    op: 'add_exclusion',
    ...at(target),
    elements: [
      { column: key, with: '=' },
      { ...span, with: '&&' },
    ],
    method: 'gist',
  });
}

function spanOf(
  said: readonly (string | undefined)[],
  columns: readonly CatalogColumn[],
): { column?: string; expression?: string } | undefined {
  const named = said.map((name) => columns.find((column) => column.name === name));
  const ranges = columns.filter(isRange);
  const [first, second] = named.length === 0 && ranges.length === 1 ? ranges : named;
  if (first && isRange(first) && !second) return { column: first.name };
  const make = rangeOf[first?.type ?? ''];
  if (!first || !second || named.length !== 2 || first.type !== second.type || make === undefined)
    return undefined;
  return { expression: `${make}(${ident(first.name)}, ${ident(second.name)})` };
}
