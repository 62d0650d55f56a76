import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { noFacts } from '../../attributes/read.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { displayName } from '../../resolve/schema-names.ts';
import type { Token } from '../../text/tokens.ts';
import { plainIndex } from '../indexes/plain.ts';
import { nameOf, reading } from '../plain/tools.ts';
import type { RuleDraft } from '../rule-draft.ts';
import type { Sight } from './sight.ts';
import { type Asked, several } from './words.ts';

type Wanted = Asked | 'type' | 'standard' | 'remove';
/** What is wanted of the columns of a table; undefined where a part of it is not said. */
type Maker = (columns: readonly NameReading[], sight: Sight) => readonly RuleDraft[] | undefined;

const owner = ({ table }: { readonly table: CatalogTable }) => reading(table);
const each =
  (make: (column: NameReading, sight: Sight) => RuleDraft): Maker =>
  (columns, sight) =>
    columns.map((column) => make(column, sight));

const makers: Readonly<Record<Wanted, Maker>> = {
  unique: (columns, sight) => [{ kind: 'unique', table: owner(sight), columns }],
  index: (columns, sight) => [plainIndex(owner(sight), columns)],
  uniqueIndex: (columns, sight) => [{ ...plainIndex(owner(sight), columns), unique: true }],
  notNull: each((column, sight) => ({ kind: 'setNotNull', table: owner(sight), column })),
  nullable: each((column, sight) => ({ kind: 'dropNotNull', table: owner(sight), column })),
  foreignKey: ([column, ...others], { table, parent }) =>
    column && parent && others.length === 0
      ? [
          {
            kind: 'foreignKey',
            table: reading(table),
            column,
            references: { table: displayName(parent) },
            facts: noFacts,
          },
        ]
      : undefined,
  // `Add a column as text` makes one.
  type: (columns, { table, type, orders }) =>
    type && !orders.has('add')
      ? columns.map((column) => ({
          kind: 'changeType',
          table: reading(table),
          column,
          type: type.type,
          notes: type.notes,
        }))
      : undefined,
  standard: (columns, { table, standard: value }) =>
    value && columns.map((column) => ({ kind: 'setDefault', table: reading(table), column, value })),
  // `Drop the column phone and add email`: one of two things for each.
  remove: (columns, { table, columnSaid, orders }) =>
    columnSaid && !orders.has('add') && !orders.has('change')
      ? columns.map((column) => ({ kind: 'dropColumn', table: reading(table), column }))
      : undefined,
};

/** The rules that a sentence orders; undefined where it says none, or more than one thing. */
export function rulesOf(sight: Sight, tokens: readonly Token[]): readonly RuleDraft[] | undefined {
  const { columns, asked, orders, type, standard } = sight;
  const [wanted, ...others]: readonly Wanted[] = [
    ...asked,
    ...(type ? (['type'] as const) : []),
    ...(standard ? (['standard'] as const) : []),
    ...(orders.has('remove') ? (['remove'] as const) : []),
  ];
  if (!wanted || others.length > 0 || orders.size === 0 || columns.length === 0) return undefined;
  const names = columns.map(({ name }) => nameOf(name));
  // `unique constraints on a and b` are two of them; `unique constraints (a, b)` may be either.
  if (names.length === 1 || !several.in(tokens)) return makers[wanted](names, sight);
  if (tokens.some(({ text }) => text === '(')) return undefined;
  return names.flatMap((name) => makers[wanted]([name], sight) ?? []);
}
