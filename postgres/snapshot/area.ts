import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { asset } from '../../package-root.ts';
import { withColumnOrder } from './columns.ts';
import { UncoveredObjectKind } from './errors.ts';
import { privilegeAttributes } from './privileges.ts';
import type { SnapshotObject } from './snapshot.ts';

/**
 * One row of `areas/<area>.sql`: `kind`, `object` (its identity), and one column per attribute, named in words.
 * Everything arrives as text; true is `yes`, and a null or false attribute is left out.
 */
export interface AreaRow {
  readonly key: string;
  readonly object: SnapshotObject;
}

const boolean = 16;
/** For a query in array mode whose rows `areaRows` reads. */
export const asText = {
  getTypeParser: (oid: number) => (text: string) => (oid === boolean ? (text === 't' ? 'yes' : null) : text),
};

const sqlOf = new Map<string, string>();

/** The query of an area, without a semicolon. */
export function areaSql(area: string): string {
  const known = sqlOf.get(area);
  if (known !== undefined) return known;
  const sql = readFileSync(asset(`postgres/snapshot/areas/${area}.sql`), 'utf8')
    .trimEnd()
    .replace(/;$/, '');
  sqlOf.set(area, sql);
  return sql;
}

/** Reads one area of the catalog. @throws UncoveredObjectKind for a row whose kind the SQL does not name. */
export async function readArea(session: ClientBase, area: string): Promise<AreaRow[]> {
  const { fields, rows } = await session.query<(string | null)[]>({
    text: areaSql(area),
    rowMode: 'array',
    types: asText,
  });
  return areaRows(area, fields, rows);
}

/** @throws UncoveredObjectKind for a row whose kind the SQL does not name */
export function areaRows(
  area: string,
  fields: readonly { readonly name: string }[],
  rows: readonly (readonly (string | null)[])[],
): AreaRow[] {
  const names = fields.map(({ name }) => name);
  const read = rows.map((row) => readRow(area, names, row));
  return area === 'columns' ? withColumnOrder(read) : read;
}

function readRow(area: string, names: readonly string[], row: readonly (string | null)[]): AreaRow {
  const [kind, identity] = row;
  if (kind == null || identity == null)
    throw new UncoveredObjectKind(`an object of ${area}`, identity ?? null);
  const attributes: Record<string, string> = {};
  for (let at = 2; at < names.length; at += 1) {
    const [name, value] = [names[at], row[at]];
    if (name === undefined || value == null) continue;
    if (name === 'privileges') Object.assign(attributes, Object.fromEntries(privilegeAttributes(value)));
    else attributes[name] = value;
  }
  return { key: `${kind} ${identity}`, object: { kind, attributes } };
}
