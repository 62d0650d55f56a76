import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { Build } from './outcome.ts';

/** What the request itself drops before, as a catalog names dependents. */
function gone({ operations }: Build): (dependent: string) => boolean {
  const names = new Set<string>();
  const tables: string[] = [];
  for (const one of operations) {
    if (one.op === 'drop_view') names.add(`view ${one.schema}.${one.name}`);
    if (one.op === 'drop_constraint') names.add(`foreign key ${one.name} of ${one.schema}.${one.table}`);
    if (one.op === 'drop_policy') names.add(`policy ${one.name} on ${one.schema}.${one.table}`);
    if (one.op === 'drop_table') tables.push(`${one.schema}.${one.table}`);
  }
  return (dependent) => names.has(dependent) || tables.some((table) => dependent.endsWith(` ${table}`));
}

/**
 * Operations take nothing along that they do not name: CASCADE is harmless where nothing depends, and a question where
 * something does.
 */
export function cascades(
  cascade: boolean | undefined,
  what: string,
  dependents: readonly string[] | undefined,
  build: Build,
  own: readonly string[] = [],
): void {
  if (!cascade) return;
  const { names } = build;
  const isGone = gone(build);
  const others = [...new Set(dependents ?? [])].filter((one) => !isGone(one));
  if (others.length > 0) {
    names.refusals.push(
      `CASCADE would drop ${others.join(', ')} along with ${what}. Shall ${others.length === 1 ? 'it be dropped, too, or be' : 'they be dropped, too, or be'} changed first? Nothing is dropped here without being named.`,
    );
    return;
  }
  const goes =
    own.length === 0 ? '' : `; ${own.join(', ')} ${own.length === 1 ? 'goes' : 'go'} with it anyway`;
  names.assume(
    dependents === undefined
      ? `what depends on ${what} is not known here: CASCADE is left out, and the drop is refused where anything does`
      : `CASCADE is left out, since nothing else depends on ${what}${goes}`,
  );
}

/** What would keep a table from being dropped; its own policies, triggers and generated columns go along. */
export const dependentsOfTable = ({
  schema,
  name,
  dependents,
}: CatalogTable): readonly string[] | undefined =>
  dependents
    ?.filter(({ kind }) => kind !== 'generated column' && kind !== 'trigger')
    .map((one) => one.name)
    .filter((one) => !one.endsWith(` on ${schema}.${name}`) && !one.endsWith(` of ${schema}.${name}`));

export const dependentsOfColumn = (
  { dependents }: CatalogTable,
  column: string,
): readonly string[] | undefined =>
  dependents?.filter((one) => one.column === column).map(({ name }) => name);

/** Constraints and indexes that stand on a column, and go with it. */
export const standOn = ({ constraints, indexes }: CatalogTable, column: string): readonly string[] => [
  ...new Set(
    [...constraints.filter(({ kind }) => kind !== 'not null'), ...indexes]
      .filter(({ columns }) => columns.includes(column))
      .map(({ name }) => name),
  ),
];
