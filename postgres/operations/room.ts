import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import { block } from './block.ts';
import { widensWhole } from './cast-facts.ts';
import { type IncomingKey, incomingName, pointTo } from './incoming-keys.ts';
import { fullName, sqlName } from './lookup.ts';
import { rangeOf } from './number-facts.ts';
import type { StepDraft } from './operation.ts';
import { batched, nothingToUndo, transactional } from './plan.ts';
import { restoreConstraint, restoreNotNull } from './restore.ts';
import { dependentsOf } from './second-column.ts';
import type { Swap } from './swap-columns.ts';
import { createSyncs } from './sync.ts';
import { renameColumns } from './tokens.ts';
import type { TypeName } from './type-name.ts';

/*
 * After a swap of whole numbers the column holds what the old one cannot: there the old one is NULL. The way back
 * first says which rows are in its way and lets no more of them in.
 */

/** Not where somebody reads the old column, or where a NULL in it would be against a constraint. */
export const hasRoom = (
  table: CatalogTable,
  column: CatalogColumn,
  [from, to]: readonly [TypeName, TypeName],
  incoming: readonly IncomingKey[],
): boolean => {
  const moved = incoming.map(incomingName);
  const onIt = ({ columns }: { readonly columns: readonly (string | null)[] }): boolean =>
    columns.includes(column.name);
  return (
    widensWhole(from, to) &&
    dependentsOf(table, column.name).every((name) => moved.includes(name)) &&
    !table.indexes.some((index) => onIt(index) && / NULLS NOT DISTINCT/.test(index.definition)) &&
    !table.constraints.some((one) => onIt(one) && / MATCH FULL/.test(one.definition))
  );
};

/** What the old column can no longer promise: the column has the same of its own. Under the names they have then. */
export const unkept = ({ second: { table, from }, old, room, renames }: Swap): CatalogConstraint[] =>
  room === null
    ? []
    : table.constraints.flatMap((one) => {
        const aside = renames.find(({ source }) => source === one.name)?.aside;
        if (aside === undefined || !['check', 'not null'].includes(one.kind)) return [];
        const columns = one.columns.map((name) => (name === from.name ? old : name));
        const definition = renameColumns(one.definition, new Map([[from.name, ident(old)]]));
        return [{ ...one, name: aside, columns, definition }];
      });

/** After the swap. Up: larger values may come. Down: none are there, and all is ready for the names to go back. */
export function roomSteps(swap: Swap, from: TypeName, catalog: Catalog): StepDraft[] {
  const { second, old, after, room, incoming } = swap;
  const { table, from: column } = second;
  const at = sqlName(table);
  const lost = unkept(swap);
  const checks = lost.filter(({ kind }) => kind === 'check');
  const ready = [
    ...(room === null
      ? []
      : [
          'SET LOCAL row_security = off',
          assertFits(table, column, from),
          'COMMIT',
          ...restoreNotNull({ ...table, constraints: lost }, { ...column, name: old }, catalog),
          ...checks.flatMap((check) => restoreConstraint(table, check)),
        ]),
    ...incoming.flatMap((one) => pointTo(one, old)),
  ];
  if (ready.length === 0) return [];
  // They follow the names; only a way back that was not finished leaves something to do.
  const done = incoming.flatMap((one) => pointTo(one, column.name));
  const point =
    done.length === 0
      ? transactional(
          nothingToUndo('What the old column promises is asked again on the way back.'),
          block(ready),
        )
      : batched(block(done), block(ready));
  if (room === null) return [point];
  return [
    point,
    transactional(
      [
        ...createSyncs([{ table, sync: room }]),
        ...(column.notNull ? [`ALTER TABLE ${at} ALTER COLUMN ${ident(old)} DROP NOT NULL`] : []),
        ...checks.map(({ name }) => `ALTER TABLE ${at} DROP CONSTRAINT IF EXISTS ${ident(name)}`),
      ],
      [
        // Else policies would hide rows from the question.
        'SET LOCAL row_security = off',
        block([assertFits(table, column, from)]),
        ...createSyncs([{ table, sync: after }]),
      ],
    ),
  ];
}

function assertFits(table: CatalogTable, { name }: CatalogColumn, type: TypeName): string {
  const at = sqlName(table);
  const [least, most] = rangeOf(type.base);
  const misfit = `${ident(name)} NOT BETWEEN ${least} AND ${most}`;
  return `IF EXISTS (SELECT FROM ${at} WHERE ${misfit}) THEN
    RAISE EXCEPTION USING
      MESSAGE = ${literal(`${fullName(table)}.${name} holds values that ${type.sql} cannot hold, in rows: `)} ||
        (SELECT count(*) FROM ${at} WHERE ${misfit}),
      HINT = ${literal(`delete them or change their value first: SELECT * FROM ${at} WHERE ${misfit}`)};
  END IF`;
}
