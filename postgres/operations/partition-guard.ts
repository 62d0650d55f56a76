import type { CatalogTable } from '../catalog/catalog.ts';
import { derivedName, dollarQuoted, ident } from '../sql.ts';
import { noRow, rowsOf } from './checks.ts';
import { notValidThenValidate } from './constraints.ts';
import { newConstraint } from './evolve.ts';
import { constraintNames, fullName, sqlName } from './lookup.ts';
import type { DataCheck, StepDraft } from './operation.ts';
import { transactional } from './plan.ts';
import { restoreConstraint } from './restore.ts';

/** A check that says what the bound says, so that nobody has to read the rows when it is set or lifted. */
export interface Guard {
  readonly table: CatalogTable;
  readonly name: string;
  readonly definition: string;
}

export const guardOf = (table: CatalogTable, condition: string): Guard => ({
  table,
  name: derivedName([table.name, 'bound', 'check'], constraintNames(table)),
  definition: `CHECK (${condition})`,
});

export const guarded = ({ table, name, definition }: Guard): [StepDraft, StepDraft] =>
  notValidThenValidate(table, name, definition);

/** Down: the check is there again, and validated, before anything that counts on it. */
export function unguarded({ table, name, definition }: Guard): StepDraft {
  const back = restoreConstraint(table, newConstraint('check', name, [], definition));
  return transactional(
    `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${ident(name)}`,
    `DO ${dollarQuoted(`BEGIN\n  ${back.join(';\n  ')};\nEND`)}`,
  );
}

export const outside = (child: CatalogTable, condition: string): DataCheck =>
  noRow(
    `every row of ${fullName(child)} is within the bound of the partition`,
    rowsOf(child),
    `NOT (${condition})`,
  );
