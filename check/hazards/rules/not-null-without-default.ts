import type { Catalog, Thing } from '../catalog.ts';
import type { StatementRule } from '../rule.ts';
import { addedColumns } from '../tree.ts';

/** What the catalog holds after, so that domains with a default and identities count. */
export const notNullWithoutDefault: StatementRule = {
  id: 'not-null-without-default',
  level: 'warning',
  rows: [36],
  explainsLock: true,
  statement: ({ node, existing, scene: { after, realRows } }) =>
    addedColumns(node).flatMap(({ relation, column: { colname = '', constraints = [] } }) => {
      const table = existing(relation);
      if (table === undefined || realRows) return [];
      const notNull = constraints.some(
        (item) =>
          'Constraint' in item &&
          ['CONSTR_NOTNULL', 'CONSTR_PRIMARY'].includes(item.Constraint.contype ?? ''),
      );
      const made = after.named('columns', [...table.parts, colname])?.attributes;
      if (!notNull || made === undefined || hasValue(made, after)) return [];
      return [
        {
          message: `column "${colname}" is NOT NULL and has no default: it fails if ${table.name} has a row`,
          remedy: 'give it a default, or add it so that it may be null, fill it, then SET NOT NULL',
        },
      ];
    }),
};

function hasValue(column: Thing['attributes'], after: Catalog): boolean {
  if (['default', 'identity', 'generated'].some((attribute) => attribute in column)) return true;
  return after.all('types').some(({ kind, name, parts, attributes }) => {
    const isType = name === column.type || parts.at(-1) === column.type;
    return kind === 'domain' && isType && attributes.default !== undefined;
  });
}
