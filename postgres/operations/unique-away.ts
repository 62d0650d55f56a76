import type { CatalogConstraint, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { constraintComment, uniqueSteps } from './constraints.ts';
import { indexTail } from './copies.ts';
import { restoreMarks } from './index-marks.ts';
import type { StepDraft } from './operation.ts';
import { reversed } from './plan.ts';
import { fromKeyword } from './tokens.ts';

/** The index that is the inside of a constraint. */
export const backing = (table: CatalogTable, { kind, name }: CatalogConstraint): CatalogIndex | undefined =>
  ['primary key', 'unique', 'exclusion'].includes(kind)
    ? table.indexes.find((index) => index.name === name)
    : undefined;

/** Whether its index can be built while the table is in use. */
export const isBuiltAside = ({ kind, definition }: CatalogConstraint): boolean =>
  (kind === 'unique' || kind === 'primary key') && !/ WITHOUT OVERLAPS/.test(definition);

/** Drops a unique constraint or key; the way back builds it as if it were new, without a long lock. */
export function uniqueAway(table: CatalogTable, constraint: CatalogConstraint): [StepDraft, ...StepDraft[]] {
  const index = backing(table, constraint);
  const [first, ...rest] = reversed(
    uniqueSteps(
      table,
      constraint.name,
      index === undefined ? tailOf(constraint) : indexTail(index.definition),
      {
        kind: constraint.kind === 'primary key' ? 'PRIMARY KEY' : 'UNIQUE',
        suffix: suffixOf(constraint),
        also: [
          ...constraintComment(table, constraint),
          ...(index === undefined ? [] : restoreMarks(table, index)),
        ],
      },
    ),
  );
  if (first === undefined) throw new Error('a unique constraint has steps');
  return [first, ...rest];
}

/** Gives a unique constraint to a table that an archive was made of. */
export const uniqueBack = (table: CatalogTable, constraint: CatalogConstraint): StepDraft[] =>
  reversed(uniqueAway(table, constraint));

/** The index as the constraint says it, `UNIQUE NULLS NOT DISTINCT (…) INCLUDE (…) DEFERRABLE`: an archive keeps no more. */
function tailOf(constraint: CatalogConstraint): string {
  const { definition } = constraint;
  const keys = definition.slice(definition.indexOf('('), definition.length - suffixOf(constraint).length);
  const alike = definition.startsWith('UNIQUE NULLS NOT DISTINCT') ? ' NULLS NOT DISTINCT' : '';
  return `USING btree ${keys}${alike}`;
}

const suffixOf = ({ definition }: CatalogConstraint): string => {
  const suffix = fromKeyword(definition, 'DEFERRABLE');
  return suffix === '' ? '' : ` ${suffix}`;
};
