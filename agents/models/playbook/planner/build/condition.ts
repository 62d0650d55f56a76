import type { Catalog } from '../../../../../postgres/catalog/catalog.ts';
import { ident } from '../../../../../postgres/sql.ts';
import type { ColumnCondition } from '../understand/draft.ts';
import type { Build } from './outcome.ts';
import type { Target } from './resolver.ts';
import { sqlOf } from './values.ts';

/** SQL of a condition over one column; undefined where a question is open. */
export function conditionSql(
  { column, is, not }: ColumnCondition,
  target: Target,
  { names, catalog }: Pick<Build, 'names' | 'catalog'>,
): string | undefined {
  const known = names.column(target, column, true);
  if (known === undefined) return undefined;
  const at = ident(known);
  if (is === 'null') return `${at} is ${not ? 'not ' : ''}null`;
  const type = names.catalogColumn(target, known)?.type ?? 'text';
  const labels = labelsOf(type, catalog);
  const value = labels && !labels.includes(is.text) ? undefined : sqlOf(is, type);
  if (value === undefined)
    return names.ask(`${target.name}.${known} is ${type}, and never "${is.text}". Which rows are meant?`);
  // A row without a value is not the one that is named, either.
  return `${at} ${not ? 'is distinct from' : '='} ${value}`;
}

/** The values of an enum, by the name that a column's type has in the catalog. */
export const labelsOf = (type: string, { enums }: Catalog): readonly string[] | undefined =>
  enums.find(({ schema, name }) => type === `${schema}.${name}` || type === name)?.labels;
