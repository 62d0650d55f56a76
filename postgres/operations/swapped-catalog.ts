import type { Catalog, CatalogTable } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { bare, indexTail } from './copies.ts';
import { changeTable } from './evolve.ts';
import { incomingName } from './incoming-keys.ts';
import { saidOr } from './label-condition.ts';
import { findTable, fullName, type TableName } from './lookup.ts';
import { unkept } from './room.ts';
import { dependentsOf } from './second-column.ts';
import type { Swap } from './swap-columns.ts';
import { renameColumns } from './tokens.ts';

/** The schema afterwards: what has the old names stands on the new column. */
export function swapped(catalog: Catalog, at: TableName, swap: Swap): Catalog {
  const { second, old, renames, incoming, says } = swap;
  const { from, to } = second;
  const after = swap.room ?? swap.after;
  const gone = unkept(swap).map(({ name }) => name);
  const referring = incoming.map(incomingName);
  const olds = new Map([...swap.together, [from.name, old]]);
  const renamed = new Map([[from.name, ident(old)]]);
  const allRenamed = new Map([...olds].map(([name, is]) => [name, ident(is)]));
  const aside = <Thing extends { name: string; definition: string; columns: readonly (string | null)[] }>(
    things: readonly Thing[],
    sayOfNew: (thing: Thing) => string,
  ): Thing[] =>
    things.flatMap((thing) => {
      const found = renames.find(({ source }) => source === thing.name);
      const isLeft = found === undefined && isLeftBehind(thing, swap);
      if (found === undefined && !isLeft) return [thing];
      const columns = thing.columns.map((name) => (name === null ? null : (olds.get(name) ?? name)));
      const definition = renameColumns(says?.aside(thing.definition) ?? thing.definition, allRenamed);
      if (found === undefined) return [{ ...thing, definition, columns }];
      // The key's place is taken by an index alone.
      if (found.kind === 'primary key' && 'kind' in thing) return [thing];
      return [
        { ...thing, name: found.aside, definition, columns },
        { ...thing, definition: sayOfNew(thing) },
      ];
    });
  // They stay with the old column, whatever it is called.
  const stays = (sql: string | null): string | null => (sql === null ? null : renameColumns(sql, renamed));
  const changed = changeTable(
    catalog,
    at,
    ({ columns, constraints, indexes, triggers, syncs = [], ...rest }) => ({
      policies: rest.policies.map((policy) => ({
        ...policy,
        using: stays(policy.using),
        check: stays(policy.check),
      })),
      dependents: (rest.dependents ?? []).map((dependent) =>
        dependent.column === from.name && !referring.includes(dependent.name)
          ? { ...dependent, column: old }
          : dependent,
      ),
      columns: [
        ...columns.map((column) =>
          column.name === from.name
            ? {
                ...column,
                name: old,
                default: to.default === null ? null : column.default,
                sequence: null,
                identity: null,
                identitySequence: null,
                notNull: column.notNull && swap.room === null,
              }
            : column,
        ),
        { ...to, name: from.name, default: to.default ?? from.default },
      ],
      constraints: aside(constraints, ({ kind, definition }) =>
        kind === 'check' ? saidOr(says?.after.check(definition), definition) : definition,
      ).filter(({ name }) => !gone.includes(name)),
      indexes: aside(indexes, (index) => {
        const tail = indexTail(index.definition);
        return index.definition.slice(0, -tail.length) + saidOr(says?.after.index(index), tail);
      }).map((index) =>
        // The foreign keys rest on the one that has the name.
        renames.some((one) => one.aside === index.name) ? { ...index, dependents: [] } : index,
      ),
      triggers: [...triggers, after.trigger],
      syncs: [...syncs, after],
    }),
  );
  return withoutDefinitions(changed, findTable(changed, at), old);
}

/** A check of which nothing is left to say of the new column. */
function isLeftBehind(
  thing: { readonly name: string; readonly definition: string },
  { second, says }: Swap,
): boolean {
  const check = second.table.constraints.find(({ name, kind }) => name === thing.name && kind === 'check');
  if (check === undefined || check.definition !== thing.definition) return false;
  const said = says?.grow.check(bare(check.definition));
  return said?.fault === undefined && said?.always === true && check.columns.includes(second.from.name);
}

/** Only the database can say how the views of a column read that has another name now. */
const withoutDefinitions = (catalog: Catalog, table: CatalogTable | undefined, column: string): Catalog => {
  const readers = table === undefined ? [] : dependentsOf(table, column);
  return {
    ...catalog,
    tables: catalog.tables.map((view) =>
      readers.includes(`view ${fullName(view)}`) ? { ...view, definition: null } : view,
    ),
  };
};
