import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { block, raiseIf } from './block.ts';
import { isZoneChange, keepsIndexes, rewritesNothing } from './cast-facts.ts';
import { constraintComment, validate } from './constraints.ts';
import { bare } from './copies.ts';
import { restoreDefault } from './default.ts';
import { fullName, sqlName } from './lookup.ts';
import type { OperationPlan, StepDraft } from './operation.ts';
import { nothingToUndo, operationPlan, transactional } from './plan.ts';
import { recompileTriggers } from './recompile.ts';
import { mentionsColumn } from './tokens.ts';
import type { TypeName } from './type-name.ts';
import { differs } from './types.ts';

/** A column whose type changes in the catalog alone. */
export interface InPlace {
  readonly table: CatalogTable;
  readonly column: CatalogColumn;
  readonly from: TypeName;
  readonly to: TypeName;
}

/** Whether PostgreSQL would neither write nor read a row, nor build an index, under its strong lock. */
export const canAlterInPlace = (
  table: CatalogTable,
  column: CatalogColumn,
  from: TypeName,
  to: TypeName,
  catalog: Catalog,
): boolean =>
  rewritesNothing(from, to, catalog) &&
  family(table, catalog).every((one) => keepsIndexes(one, column.name, from, to)) &&
  family(table, catalog).every(
    (one) => one === table || checksOn(one, column.name).every((own) => own.inherited),
  ) &&
  !(table.dependents ?? []).some((one) => one.column === column.name && one.kind !== 'foreign key');

/** The table and its partitions, theirs, too. */
function family(table: CatalogTable, catalog: Catalog): CatalogTable[] {
  const parts = catalog.tables.filter(
    ({ partitionOf }) => partitionOf?.schema === table.schema && partitionOf.table === table.name,
  );
  return [table, ...parts.flatMap((part) => family(part, catalog))];
}

const checksOn = (table: CatalogTable, column: string): CatalogConstraint[] =>
  table.constraints.filter(
    ({ kind, columns, definition }) =>
      kind === 'check' && (columns.includes(column) || mentionsColumn(definition, column)),
  );

export function inPlacePlan(change: InPlace, catalog: Catalog): OperationPlan {
  const { table, column, from, to } = change;
  const name = `${fullName(table)}.${column.name}`;
  const isFreeBack = rewritesNothing(to, from, catalog);
  return operationPlan(stepsOf(change, isFreeBack), {
    breaking: [
      preparedFail(table),
      ...(isZoneChange(from, to) ? [`a time without zone in ${name} is one of UTC`] : []),
      ...(isFreeBack
        ? []
        : [
            `a rollback needs a window: it writes all of ${fullName(table)} again, and fails while ${column.name} holds a value that ${from.sql} cannot hold`,
          ]),
    ],
  });
}

export const preparedFail = (table: CatalogTable): string =>
  `statements and functions on ${fullName(table)} that a session prepared or ran before may fail in it ("cached plan must not change result type"): close pooled sessions`;

/** A check on the column would be proven again under the strong lock: it goes, and comes back NOT VALID. */
function stepsOf({ table, column, from, to }: InPlace, isFreeBack: boolean): [StepDraft, ...StepDraft[]] {
  const at = sqlName(table);
  const checks = checksOn(table, column.name);
  const comments = checks.flatMap((check) => constraintComment(table, check));
  const zone = isZoneChange(from, to) ? [`SET LOCAL TimeZone TO 'UTC'`] : [];
  const alter = (type: TypeName, add: (check: CatalogConstraint) => string): string =>
    `ALTER TABLE ${at} ${[
      ...checks.map(({ name }) => `DROP CONSTRAINT ${ident(name)}`),
      `ALTER COLUMN ${ident(column.name)} TYPE ${type.sql}${collationOf(column, type)}`,
      ...checks.map((check) => `ADD CONSTRAINT ${ident(check.name)} ${add(check)}`),
    ].join(', ')}`;
  return [
    transactional(
      [
        ...zone,
        alter(to, ({ definition }) => `${bare(definition)} NOT VALID`),
        ...comments,
        ...recompileTriggers(table),
      ],
      [
        ...zone,
        ...(isFreeBack
          ? []
          : [
              `LOCK TABLE ${at} IN ACCESS EXCLUSIVE MODE`,
              // Else policies would hide rows from the question.
              'SET LOCAL row_security = off',
              assertFits({ table, column, from, to }),
            ]),
        alter(from, ({ definition }) => definition),
        ...(column.default === null ? [] : [restoreDefault(table, column)]),
        ...comments,
        ...recompileTriggers(table),
      ],
    ),
    ...checks.filter(({ validated }) => validated).map(({ name }) => validate(table, name)),
    transactional(`ANALYZE ${at} (${ident(column.name)})`, nothingToUndo('Statistics go with the type.')),
  ];
}

/** Left out, the type's own would take its place. */
const collationOf = ({ collation }: CatalogColumn, { base }: TypeName): string =>
  collation == null || !/^(text|character)/.test(base) ? '' : ` COLLATE ${collation}`;

/** A value written meanwhile may be longer than the old type can hold; to cut it would be to lose it. */
function assertFits({ table, column, from, to }: InPlace): string {
  const name = ident(column.name);
  return block([
    raiseIf(
      `EXISTS (SELECT FROM ${sqlName(table)} WHERE ${differs(`${name}::${from.sql}`, name, to.sql)})`,
      `${fullName(table)}.${column.name} holds values that ${from.sql} cannot hold`,
      `change them first: SELECT count(*) FROM ${sqlName(table)} WHERE ${name}::${from.sql} IS DISTINCT FROM ${name}`,
    ),
  ]);
}
