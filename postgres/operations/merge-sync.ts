import type { CatalogSync, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, dollarQuoted, ident, qualified } from '../sql.ts';
import { sqlName } from './lookup.ts';
import { syncPrefix } from './sync.ts';
import { renameColumns } from './tokens.ts';
import { cast, differs } from './types.ts';

/** Columns of which another one is made. */
export interface Merge {
  readonly table: CatalogTable;
  readonly sources: readonly { readonly name: string; readonly type: string }[];
  readonly into: string;
  readonly type: string;
  /** SQL over the sources. */
  readonly expression: string;
  /** SQL over the new column and the sources, for those of them that can be made of it. */
  readonly back: readonly { readonly column: string; readonly type: string; readonly expression: string }[];
}

/** The value of the new column, over a row or, with `NEW.`, in a trigger. */
export const merged = ({ sources, expression, type }: Merge, prefix = ''): string =>
  cast(
    renameColumns(expression, new Map(sources.map(({ name }) => [name, `${prefix}${ident(name)}`]))),
    type,
  );

/**
 * A trigger that hands on whichever side an application writes. It fires only where the two do not fit, and for
 * every writer, as `columnSync` does. A value that does not come out as it went in ("Prince" as first and last name)
 * stays as it was written until the other side is written.
 */
export function mergeSync(merge: Merge): CatalogSync {
  const { table, sources, into, back } = merge;
  const trigger = derivedName([`${syncPrefix}merge`, into]);
  const name = qualified(table.schema, derivedName(['godwit_merge', table.name, into]));
  const is = ident(into);
  const names = [into, ...sources.map((column) => column.name)];
  const split = (row: string, expression: string, type: string): string =>
    cast(renameColumns(expression, new Map(names.map((one) => [one, `${row}${ident(one)}`]))), type);
  const hand = back.map(
    ({ column, expression, type }) => `NEW.${ident(column)} := ${split('NEW.', expression, type)};`,
  );
  const written = sources
    .map((column) => differs(`NEW.${ident(column.name)}`, `OLD.${ident(column.name)}`, column.type))
    .join(' OR ');
  const body = dollarQuoted(`BEGIN
  IF TG_OP = 'INSERT' AND NEW.${is} IS NULL THEN
    NEW.${is} := ${merged(merge, 'NEW.')};
  ELSIF TG_OP = 'INSERT' OR ${differs(`NEW.${is}`, `OLD.${is}`, merge.type)} THEN
    ${hand.join('\n    ') || 'NULL;'}
  ELSIF ${written} THEN
    NEW.${is} := ${merged(merge, 'NEW.')};
  END IF;
  RETURN NEW;
END`);
  const unfit = differs(is, merged(merge), merge.type);
  return {
    trigger,
    definition:
      `CREATE TRIGGER ${ident(trigger)} BEFORE INSERT OR UPDATE ON ${sqlName(table)} FOR EACH ROW ` +
      `WHEN (${differs(`NEW.${is}`, merged(merge, 'NEW.'), merge.type)}) EXECUTE FUNCTION ${name}()`,
    function: name,
    functionDefinition:
      `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql ` +
      `SET search_path = pg_catalog, ${ident(table.schema)}, pg_temp AS ${body}`,
    columns: [...sources.map((column) => column.name), into],
    group: `${table.schema}.${table.name}: ${sources.map((column) => column.name).join(' + ')} = ${into}`,
    restores: back.map(({ column, expression, type }) => ({
      column,
      expression: split('', expression, type),
      // Both: what does not come out as it went in would be written again and again.
      stale: `${differs(ident(column), split('', expression, type), type)} AND ${unfit}`,
      exact: false,
    })),
  };
}
