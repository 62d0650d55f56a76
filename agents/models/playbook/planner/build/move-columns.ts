import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { displayName } from '../resolve/schema-names.ts';
import type { SplitDraft } from '../understand/draft.ts';
import { at, type Build } from './outcome.ts';
import type { Target } from './resolver.ts';

/** Columns that move to a table which is there already, where the schema says which rows belong together. */
export function moveColumns(
  split: SplitDraft,
  source: Target,
  into: CatalogTable,
  { names, operations }: Build,
): void {
  const key = source.is && keyBetween(source.is, into);
  if (!key || split.fields.length > 0 || split.columns.length === 0) {
    names.ask(
      `The table ${displayName(into)} is there already. Which columns of ${source.name} move into it, and by which columns does one row of each belong to one of the other?`,
    );
    return;
  }
  const columns = split.columns.map((name) => names.column(source, name, true));
  if (!columns.every((column) => column !== undefined)) return;
  names.assume(
    `a row of ${source.name} belongs to the row of ${into.name} whose ${key.to} is its ${key.from}`,
  );
  names.assume(`the old columns stay on ${source.name} until a later migration drops them`);
  operations.push({
    op: 'move_columns',
    ...at(source),
    into: { table: into.name, schema: into.schema },
    columns: columns.map((from) => ({ from })),
    key,
  });
}

/** The one pair of columns by which rows belong together one to one: a foreign key whose own side is unique, too. */
function keyBetween(source: CatalogTable, into: CatalogTable): { from: string; to: string } | undefined {
  const found = [
    ...keysTo(into, source).map(([own, other]) => ({ from: other, to: own })),
    ...keysTo(source, into).map(([own, other]) => ({ from: own, to: other })),
  ];
  const [only] = found;
  return found.length === 1 ? only : undefined;
}

function keysTo(table: CatalogTable, other: CatalogTable): (readonly [own: string, other: string])[] {
  return table.constraints.flatMap(({ kind, columns, references }) => {
    const [own] = columns;
    const [target] = references?.columns ?? [];
    const there = references?.schema === other.schema && references.table === other.name;
    const single = kind === 'foreign key' && columns.length === 1 && there;
    return single && own !== undefined && target !== undefined && isUnique(table, own) ? [[own, target]] : [];
  });
}

const isUnique = ({ indexes }: CatalogTable, column: string): boolean =>
  indexes.some(({ unique, valid, columns }) => unique && valid && columns.join() === column);
