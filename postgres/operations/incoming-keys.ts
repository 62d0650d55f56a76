import type { Catalog, CatalogConstraint, CatalogIndex, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident, identList, literal } from '../sql.ts';
import { block } from './block.ts';
import { constraintComment, notValidThenValidate } from './constraints.ts';
import { bare } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { constraintNames, fullName, sqlName } from './lookup.ts';
import type { StepDraft } from './operation.ts';
import { transactional } from './plan.ts';
import { tokenize } from './tokens.ts';

/* Foreign keys that refer to a column, of any table; while another column takes its place, one always guards the rows. */

export interface IncomingKey {
  /** The table that has the foreign key. */
  readonly table: CatalogTable;
  readonly key: CatalogConstraint;
  /** The one it refers to. */
  readonly to: CatalogTable;
  readonly column: string;
}

export const incomingKeys = (catalog: Catalog, to: CatalogTable, column: string): IncomingKey[] =>
  catalog.tables.flatMap((table) =>
    table.constraints
      .filter(
        ({ kind, references }) =>
          kind === 'foreign key' &&
          references?.schema === to.schema &&
          references.table === to.name &&
          references.columns.includes(column),
      )
      .map((key) => ({ table, key, to, column })),
  );

/** As `dependents` of a catalog name it. */
export const incomingName = ({ table, key }: IncomingKey): string =>
  `foreign key ${key.name} of ${fullName(table)}`;

/** The column that refers to this one. */
export const referringColumn = ({ key, column }: IncomingKey): string =>
  key.columns[key.references?.columns.indexOf(column) ?? -1] ?? '';

/** @throws OperationRefused for one that could not be built again while the tables are in use */
export function assertMovable(incoming: IncomingKey): void {
  const { table, key, to, column } = incoming;
  const refuse = (reason: string, hint: string): never => {
    const name = incomingName(incoming);
    throw new OperationRefused(`${fullName(to)}.${column}`, `${name} depends on it, ${reason}`, hint, [name]);
  };
  if (table.kind !== 'table' || key.inherited || table.inheritance) {
    refuse('and its rows are in several tables', 'drop it first, and add it again afterwards');
  }
  if (/ NOT ENFORCED$| PERIOD /.test(key.definition)) {
    refuse(
      `and "${key.definition}" cannot be built again while the table is in use`,
      'drop it first, and add it again afterwards',
    );
  }
  if (table === to && key.columns.includes(column)) {
    refuse('and is on the column itself', 'drop it first, and add it again afterwards');
  }
  // PostgreSQL takes the older one, which is another one after the names have changed.
  const under = to.indexes.filter((index) => index.unique && holdsJust(index, key.references?.columns ?? []));
  if (under.length > 1) {
    refuse(
      `and could rest on any of ${under.map(({ name }) => name).join(', ')}`,
      'drop_constraint or drop_index all of them but one first',
    );
  }
}

const holdsJust = ({ columns }: CatalogIndex, names: readonly string[]): boolean =>
  columns.length === names.length && columns.every((name) => name !== null && names.includes(name));

/**
 * Lets a foreign key refer to another column: the new one is proven before it takes the name of the old one. While
 * both stand, what the first does on a delete or an update leaves nothing to do for the other.
 */
export function pointSteps(incoming: IncomingKey, target: string): StepDraft[] {
  const { table, key, column } = incoming;
  const spare = spareName(incoming);
  const [add, validated] = notValidThenValidate(table, spare, definitionTo(incoming, target));
  return [
    transactional(add.up, `ALTER TABLE ${sqlName(table)} DROP CONSTRAINT IF EXISTS ${ident(spare)}`),
    ...(key.validated ? [validated] : []),
    transactional(takeName(incoming), block(pointTo(incoming, column))),
  ];
}

/** The same in PL/pgSQL that commits, and does nothing where it is done. May run again after a crash. */
export function pointTo(incoming: IncomingKey, target: string): string[] {
  const { table, key } = incoming;
  const alter = `ALTER TABLE ${sqlName(table)}`;
  const spare = spareName(incoming);
  const prove = (name: string): string[] =>
    key.validated ? [`${alter} VALIDATE CONSTRAINT ${ident(name)}`, 'COMMIT'] : [];
  return [
    where(`NOT ${refersTo(incoming, target)}`, [
      where(isThere(incoming, spare), [`${alter} DROP CONSTRAINT ${ident(spare)}`]),
      `${alter} ADD CONSTRAINT ${ident(spare)} ${definitionTo(incoming, target)} NOT VALID`,
      'COMMIT',
      ...prove(spare),
      ...takeName(incoming),
      'COMMIT',
    ]),
    ...(key.validated ? [where(isThere(incoming, key.name, 'NOT convalidated'), prove(key.name))] : []),
  ];
}

/** PL/pgSQL for one transaction, where that was not done before: new rows are checked, `pointTo` proves the others. */
export function pointAtOnce(incoming: IncomingKey, target: string): string {
  const { table, key } = incoming;
  const alter = `ALTER TABLE ${sqlName(table)}`;
  return where(`NOT ${refersTo(incoming, target)}`, [
    `${alter} DROP CONSTRAINT ${ident(key.name)}`,
    `${alter} ADD CONSTRAINT ${ident(key.name)} ${definitionTo(incoming, target)} NOT VALID`,
    ...constraintComment(table, key),
  ]);
}

const where = (condition: string, statements: readonly string[]): string =>
  `IF ${condition} THEN\n${statements.map((one) => `    ${one};\n`).join('')}  END IF`;

const isThere = ({ table }: IncomingKey, name: string, also?: string): string =>
  `EXISTS (SELECT FROM pg_constraint WHERE conrelid = ${literal(sqlName(table))}::regclass ` +
  `AND conname = ${literal(name)}${also === undefined ? '' : ` AND ${also}`})`;

const refersTo = (incoming: IncomingKey, target: string): string =>
  isThere(
    incoming,
    incoming.key.name,
    `(SELECT attnum FROM pg_attribute WHERE attrelid = ${literal(sqlName(incoming.to))}::regclass ` +
      `AND attname = ${literal(target)}) = ANY (confkey)`,
  );

/** The name of the second one, while there are two. */
const spareName = ({ table, key }: IncomingKey): string =>
  derivedName([key.name, 'new'], constraintNames(table));

/** The second one becomes the only one. */
function takeName(incoming: IncomingKey): string[] {
  const { table, key } = incoming;
  const alter = `ALTER TABLE ${sqlName(table)}`;
  return [
    `${alter} DROP CONSTRAINT ${ident(key.name)}`,
    `${alter} RENAME CONSTRAINT ${ident(spareName(incoming))} TO ${ident(key.name)}`,
    ...constraintComment(table, key),
  ];
}

/** Of the foreign key, for another column of the table that it refers to. */
export function definitionTo({ key, to, column }: IncomingKey, target: string): string {
  const tokens = tokenize(bare(key.definition));
  const from = tokens.findIndex(({ kind, text }) => kind === 'name' && text === 'REFERENCES');
  const end = tokens.findIndex(({ text }, at) => at > from && text === ')');
  const text = (...range: [number, number?]): string =>
    tokens
      .slice(...range)
      .map((token) => token.text)
      .join('');
  const columns = (key.references?.columns ?? []).map((name) => (name === column ? target : name));
  return `${text(0, from)}REFERENCES ${sqlName(to)} (${identList(columns)})${text(end + 1)}`;
}
