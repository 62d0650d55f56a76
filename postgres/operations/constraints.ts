import type { CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, literal, qualified } from '../sql.ts';
import { constraintNames, fullName, sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { concurrent, nothingToUndo, transactional } from './plan.ts';

/*
 * The safe ways to constrain a table in use. Adding NOT VALID looks at no row; VALIDATE reads all of them under a
 * lock that lets everybody read and write; the two must never share a transaction.
 */

const goesWithTheConstraint = nothingToUndo('The constraint goes in the step before.');

export function notValidThenValidate(
  table: CatalogTable,
  name: string,
  definition: string,
): [StepDraft, StepDraft] {
  const at = sqlName(table);
  return [
    transactional(
      `ALTER TABLE ${at} ADD CONSTRAINT ${ident(name)} ${definition} NOT VALID`,
      `ALTER TABLE ${at} DROP CONSTRAINT ${ident(name)}`,
    ),
    validate(table, name),
  ];
}

export const validate = (table: CatalogTable, name: string): StepDraft =>
  transactional(`ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${ident(name)}`, goesWithTheConstraint);

/** Since PostgreSQL 18 NOT NULL is a constraint, too: this is not the name that it gets. */
export const notNullCheck = (table: CatalogTable, column: string): string =>
  derivedName([table.name, column, 'not_null', 'check'], constraintNames(table));

/**
 * NOT NULL without a scan under a strong lock: a validated check is proof enough for PostgreSQL 12 and later.
 * `named`: since PostgreSQL 18 it has a name.
 */
export function notNullSteps(
  table: CatalogTable,
  column: string,
  check: string,
  named?: string,
): [StepDraft, StepDraft, StepDraft] {
  const at = sqlName(table);
  const [add, validated] = notValidThenValidate(table, check, `CHECK (${ident(column)} IS NOT NULL)`);
  const set = transactional(
    [
      named === undefined
        ? `ALTER TABLE ${at} ALTER COLUMN ${ident(column)} SET NOT NULL`
        : `ALTER TABLE ${at} ADD CONSTRAINT ${ident(named)} NOT NULL ${ident(column)}`,
      `ALTER TABLE ${at} DROP CONSTRAINT ${ident(check)}`,
    ],
    [
      `ALTER TABLE ${at} ADD CONSTRAINT ${ident(check)} CHECK (${ident(column)} IS NOT NULL) NOT VALID`,
      `ALTER TABLE ${at} ALTER COLUMN ${ident(column)} DROP NOT NULL`,
    ],
    [fullName(table)],
  );
  return [add, validated, set];
}

export function indexStep(table: CatalogTable, name: string, unique: boolean, rest: string): StepDraft {
  return concurrent(
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${ident(name)} ON ${sqlName(table)} ${rest}`,
    `DROP INDEX CONCURRENTLY ${qualified(table.schema, name)}`,
  );
}

export interface UniqueOptions {
  readonly kind?: 'UNIQUE' | 'PRIMARY KEY';
  /** ` DEFERRABLE INITIALLY DEFERRED` or nothing. */
  readonly suffix?: string;
  /** Statements for when the constraint is there. */
  readonly also?: readonly string[];
}

/** A unique index that becomes the constraint: dropping the constraint drops the index. */
export function uniqueSteps(
  table: CatalogTable,
  name: string,
  rest: string,
  { kind = 'UNIQUE', suffix = '', also = [] }: UniqueOptions = {},
): [StepDraft, StepDraft] {
  const at = sqlName(table);
  return [
    concurrent(
      `CREATE UNIQUE INDEX CONCURRENTLY ${ident(name)} ON ${at} ${rest}`,
      `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(table.schema, name)}`,
    ),
    transactional(
      [
        `ALTER TABLE ${at} ADD CONSTRAINT ${ident(name)} ${kind} USING INDEX ${ident(name)}${suffix}`,
        ...also,
      ],
      `ALTER TABLE ${at} DROP CONSTRAINT ${ident(name)}`,
      [fullName(table)],
    ),
  ];
}

/** As SQL that gives a constraint the comment it had. */
export const constraintComment = (
  table: Pick<CatalogTable, 'schema' | 'name'>,
  { name, comment }: Pick<CatalogConstraint, 'name' | 'comment'>,
): string[] =>
  comment == null ? [] : [`COMMENT ON CONSTRAINT ${ident(name)} ON ${sqlName(table)} IS ${literal(comment)}`];

export interface Reference {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly onDelete?: string | undefined;
  readonly onUpdate?: string | undefined;
}

export function foreignKeyDefinition(columns: readonly string[], to: Reference): string {
  const action = (event: string, said: string | undefined): string =>
    said === undefined ? '' : ` ON ${event} ${said.toUpperCase()}`;
  const actions = `${action('UPDATE', to.onUpdate)}${action('DELETE', to.onDelete)}`;
  return `FOREIGN KEY (${identList(columns)}) ${referencesClause(to)}${actions}`;
}

const referencesClause = ({ schema, table, column }: Reference): string =>
  `REFERENCES ${qualified(schema, table)} (${ident(column)})`;
