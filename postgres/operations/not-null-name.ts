import type { Catalog, CatalogConstraint } from '../catalog/catalog.ts';
import { maxIdentifierBytes } from '../sql.ts';
import { newConstraint } from './evolve.ts';
import type { TableName } from './lookup.ts';

/**
 * NOT NULL as PostgreSQL 18 lists it, among the constraints, by the name that it gives: none before 18. What is
 * planned for the same request has to know it.
 */
export function notNullConstraints(
  catalog: Catalog,
  { schema, table }: TableName,
  columns: readonly string[],
): CatalogConstraint[] {
  if (catalog.serverVersion < 180000) return [];
  // Names are looked for in the whole schema.
  const taken = new Set(
    catalog.tables
      .filter((known) => known.schema === schema)
      .flatMap(({ constraints }) => constraints.map(({ name }) => name)),
  );
  return columns.map((column) => {
    const name = givenName(table, column, taken);
    taken.add(name);
    return newConstraint('not null', name, [column], `NOT NULL "${column.replaceAll('"', '""')}"`);
  });
}

/** makeObjectName of PostgreSQL: the longer part is cut first, between characters; a taken name gets a number. */
function givenName(table: string, column: string, taken: ReadonlySet<string>): string {
  for (let number = 0; ; number++) {
    const label = `_not_null${number === 0 ? '' : number}`;
    const room = maxIdentifierBytes - label.length - 1;
    const bytes = [Buffer.byteLength(table), Buffer.byteLength(column)] as [number, number];
    while (bytes[0] + bytes[1] > room) bytes[bytes[0] > bytes[1] ? 0 : 1]--;
    const name = `${cut(table, bytes[0])}_${cut(column, bytes[1])}${label}`;
    if (!taken.has(name)) return name;
  }
}

function cut(text: string, bytes: number): string {
  let part = '';
  for (const character of text) {
    if (Buffer.byteLength(part + character) > bytes) break;
    part += character;
  }
  return part;
}
