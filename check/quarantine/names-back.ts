import { ident, qualified } from '../../postgres/sql.ts';
import type { HeldTable, Inventory } from './inventory.ts';

/**
 * Statements that give what was there before the up its old names again: a comparison of two schemas takes a rename
 * for a drop and a new object, and a new table of an old name for the old one.
 */
export function namesBack(first: Inventory, last: Inventory): string[] {
  const gone = new Set([...first.tables].flatMap(([oid, { key }]) => (last.tables.has(oid) ? [] : [key])));
  const tables = [...last.tables];
  return [
    ...tables.flatMap(([oid, { key, schema, name }]) =>
      !first.tables.has(oid) && gone.has(key) ? [`DROP TABLE ${qualified(schema, name)}`] : [],
    ),
    ...tables.flatMap(([oid, is]) => {
      const was = first.tables.get(oid);
      return was === undefined ? [] : [...tableBack(was, is), ...(is.partition ? [] : columnsBack(was, is))];
    }),
  ];
}

function tableBack(was: HeldTable, is: HeldTable): string[] {
  return [
    ...(was.schema === is.schema
      ? []
      : [`ALTER TABLE ${qualified(is.schema, is.name)} SET SCHEMA ${ident(was.schema)}`]),
    ...(was.name === is.name
      ? []
      : [`ALTER TABLE ${qualified(was.schema, is.name)} RENAME TO ${ident(was.name)}`]),
  ];
}

const columnsBack = (was: HeldTable, is: HeldTable): string[] =>
  [...is.columns].flatMap(([number, { name }]) => {
    const old = was.columns.get(number)?.name;
    return old === undefined || old === name
      ? []
      : [`ALTER TABLE ${qualified(was.schema, was.name)} RENAME COLUMN ${ident(name)} TO ${ident(old)}`];
  });
