import type { CatalogTable } from '../catalog/catalog.ts';

/**
 * A PL/pgSQL function remembers, for a whole session, the types of the columns it met: after a change of type the
 * table's triggers would fail in every session that has run them, at each write. Written again as they are, they are
 * read anew by everybody.
 */
export const recompileTriggers = ({ triggerFunctions = [] }: CatalogTable): string[] =>
  triggerFunctions.map(({ name, cost }) => `ALTER FUNCTION ${name}() COST ${cost}`);
