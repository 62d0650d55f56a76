import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import { constraintComment, notNullCheck } from './constraints.ts';
import { bare } from './copies.ts';
import { sqlName } from './lookup.ts';
import { mentionsColumn } from './tokens.ts';

/*
 * PL/pgSQL that gives a column, when its values are back, the constraints it had: each one NOT VALID, committed,
 * then validated, so that no scan happens under a strong lock. Each may run again after a crash.
 */

/** The constraints that go when the column goes. */
export const constraintsOn = (table: CatalogTable, column: string): CatalogConstraint[] =>
  table.constraints.filter(
    ({ kind, columns, definition }) =>
      ['unique', 'check', 'foreign key', 'exclusion'].includes(kind) &&
      (columns.includes(column) || (kind === 'check' && mentionsColumn(definition, column))),
  );

/** Rows written meanwhile may break it: then it binds new rows only, and a warning says so. */
export function restoreConstraint(
  table: Pick<CatalogTable, 'schema' | 'name'>,
  constraint: CatalogConstraint,
): string[] {
  const { name, kind, definition, validated } = constraint;
  const at = sqlName(table);
  const later = kind === 'check' || kind === 'foreign key';
  const add = `ALTER TABLE ${at} ADD CONSTRAINT ${ident(name)} ${bare(definition)}${later ? ' NOT VALID' : ''}`;
  const validate = `BEGIN
    ALTER TABLE ${at} VALIDATE CONSTRAINT ${ident(name)};
  EXCEPTION WHEN check_violation OR foreign_key_violation THEN
    RAISE WARNING '% stays NOT VALID: rows written meanwhile break it', ${literal(name)};
  END`;
  return [
    `IF NOT ${hasConstraint(table, name)} THEN ${[add, ...constraintComment(table, constraint)].join('; ')}; END IF`,
    'COMMIT',
    ...(later && validated ? [validate, 'COMMIT'] : []),
  ];
}

/**
 * Rows that came while the column was away have no value for it. Then NULL stays allowed and a warning says so: a
 * way back that stops half-way would help nobody.
 */
export function restoreNotNull(table: CatalogTable, column: CatalogColumn, catalog: Catalog): string[] {
  if (!column.notNull) return [];
  const at = sqlName(table);
  const name = ident(column.name);
  const check = notNullCheck(table, column.name);
  const kept = table.constraints.find(
    ({ kind, columns }) => kind === 'not null' && columns[0] === column.name,
  );
  // PostgreSQL 18 gives NOT NULL a name; it has to be the old one.
  const set =
    catalog.serverVersion >= 180000 && kept !== undefined
      ? `ALTER TABLE ${at} ADD CONSTRAINT ${ident(kept.name)} NOT NULL ${name}`
      : `ALTER TABLE ${at} ALTER COLUMN ${name} SET NOT NULL`;
  return [
    `IF EXISTS (SELECT FROM ${at} WHERE ${name} IS NULL) THEN
    RAISE WARNING '% stays nullable: rows written while it was away have no value', ${literal(`${at}.${name}`)};
  ELSIF NOT (SELECT attnotnull FROM pg_attribute WHERE attrelid = ${literal(at)}::regclass AND attname = ${literal(column.name)}) THEN
    IF NOT ${hasConstraint(table, check)} THEN
      ALTER TABLE ${at} ADD CONSTRAINT ${ident(check)} CHECK (${name} IS NOT NULL) NOT VALID;
      COMMIT;
    END IF;
    ALTER TABLE ${at} VALIDATE CONSTRAINT ${ident(check)};
    COMMIT;
    ${set};
    ALTER TABLE ${at} DROP CONSTRAINT ${ident(check)};
    COMMIT;
  END IF`,
  ];
}

const hasConstraint = (table: Pick<CatalogTable, 'schema' | 'name'>, name: string): string =>
  `EXISTS (SELECT FROM pg_constraint WHERE conrelid = ${literal(sqlName(table))}::regclass AND conname = ${literal(name)})`;
