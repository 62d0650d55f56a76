import type { CatalogConstraint, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { constraintComment, uniqueSteps } from './constraints.ts';
import { indexTail } from './copies.ts';
import { restoreMarks } from './index-marks.ts';
import type { StepDraft } from './operation.ts';
import { reversed } from './plan.ts';

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
    uniqueSteps(table, constraint.name, indexTail(index?.definition ?? ''), {
      kind: constraint.kind === 'primary key' ? 'PRIMARY KEY' : 'UNIQUE',
      suffix: / DEFERRABLE.*$/.exec(constraint.definition)?.[0] ?? '',
      also: [
        ...constraintComment(table, constraint),
        ...(index === undefined ? [] : restoreMarks(table, index)),
      ],
    }),
  );
  if (first === undefined) throw new Error('a unique constraint has steps');
  return [first, ...rest];
}
