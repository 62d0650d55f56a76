import type { Catalog, CatalogRoutine } from '../../../../postgres/catalog/catalog.ts';

/*
 * A planner is shown names of triggers and functions, not what they do: an operation that needs more than the name is
 * tried against a stand-in here, and against the real thing when it is compiled for a branch.
 */

/** The catalog that a planner is shown, complete enough to try operations against it. */
export const forTrying = (catalog: Catalog): Catalog => ({
  ...catalog,
  routines: catalog.routines ?? (catalog.functions ?? []).map(routineOf),
  tables: catalog.tables.map((table) =>
    table.triggerDefinitions === undefined && table.triggers.length > 0
      ? {
          ...table,
          triggerDefinitions: table.triggers.map((name) => ({
            name,
            definition: '',
            state: 'enabled',
            inherited: false,
            comment: null,
          })),
        }
      : table,
  ),
});

function routineOf(qualified: string): CatalogRoutine {
  const dot = qualified.indexOf('.');
  return {
    schema: qualified.slice(0, dot),
    name: qualified.slice(dot + 1),
    kind: 'function',
    inputTypes: '',
    arguments: '',
    argumentNames: [],
    argumentModes: [],
    defaults: 0,
    returns: 'trigger',
    definition: '',
    securityDefiner: false,
    usedBy: [],
    owner: '',
    comment: null,
  } as unknown as CatalogRoutine;
}
