import type { Catalog, CatalogRoutine } from '../catalog/catalog.ts';
import { qualified } from '../sql.ts';
import { UnknownRoutine } from './errors.ts';
import { sameType, splitTypes } from './type-names.ts';

/** `public.touch(integer, text)`, for messages. */
export const signature = ({ schema, name, inputTypes }: CatalogRoutine): string =>
  `${schema}.${name}(${inputTypes})`;

/** `"public"."touch"(integer, text)`: as GRANT, COMMENT and DROP take it. */
export const routineSql = ({ schema, name, inputTypes }: CatalogRoutine): string =>
  `${qualified(schema, name)}(${inputTypes})`;

export const findRoutine = (
  catalog: Catalog,
  schema: string,
  name: string,
  types: readonly string[],
): CatalogRoutine | undefined =>
  (catalog.routines ?? []).find((known) => {
    if (known.schema !== schema || known.name !== name) return false;
    const own = splitTypes(known.inputTypes);
    return own.length === types.length && own.every((type, at) => sameType(type, types[at] ?? ''));
  });

/** The function or procedure that is called with these types. @throws UnknownRoutine */
export function routineTaking(
  catalog: Catalog,
  schema: string,
  name: string,
  types: readonly string[],
): CatalogRoutine {
  const found = findRoutine(catalog, schema, name, types);
  if (found !== undefined) return found;
  throw new UnknownRoutine(
    `${schema}.${name}(${types.join(', ')})`,
    (catalog.routines ?? []).filter((known) => known.schema === schema).map(signature),
  );
}
