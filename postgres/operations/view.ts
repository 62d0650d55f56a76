import type { Catalog, CatalogDependent, CatalogTable } from '../catalog/catalog.ts';
import { ident, qualified } from '../sql.ts';
import { columnExtras } from './column-sql.ts';
import { restoreComment } from './comment-sql.ts';
import { indexTail } from './copies.ts';
import { OperationRefused } from './errors.ts';
import { fullName, relationOf, sqlName, type TableName } from './lookup.ts';
import { assertGrantedByOwner, onlyTheseGrants, restoreOwner } from './privileges.ts';
import { restoreTrigger } from './trigger.ts';

/** `VIEW "public"."open"` */
export const viewSql = (view: CatalogTable): string =>
  `${view.kind === 'materialized view' ? 'MATERIALIZED VIEW' : 'VIEW'} ${sqlName(view)}`;

/** A view of either kind that can be made again as it is. @throws UnknownTable, OperationRefused */
export function viewOf(catalog: Catalog, at: TableName): CatalogTable & { readonly definition: string } {
  const view = relationOf(catalog, at);
  const { definition, kind } = view;
  if (definition == null || (kind !== 'view' && kind !== 'materialized view')) {
    throw definition === null && /view/.test(kind)
      ? new OperationRefused(
          fullName(view),
          'a column that it reads gets another name in this request',
          'change the view by a request of its own',
        )
      : new OperationRefused(fullName(view), `it is a ${kind}`, 'name a view');
  }
  assertGrantedByOwner(fullName(view), view.grants ?? []);
  for (const column of view.columns) {
    assertGrantedByOwner(`${fullName(view)}.${column.name}`, column.grants ?? []);
  }
  return { ...view, definition };
}

/** @throws OperationRefused, naming what would go with the view */
export function assertNothingOn(view: CatalogTable): void {
  const blockers = [
    ...new Set([
      ...(view.dependents ?? []).map(({ name }) => name),
      ...(view.rules ?? []).map((rule) => `rule ${rule}`),
    ]),
  ];
  if (blockers.length === 0) return;
  throw new OperationRefused(
    fullName(view),
    `${blockers.join(', ')} ${blockers.length === 1 ? 'depends' : 'depend'} on it`,
    'change or drop what depends on it first',
    blockers,
  );
}

/** WITH and AS, for options and query; `definition` as pg_get_viewdef writes it, with its semicolon. */
export const viewBody = (options: readonly string[], definition: string): string =>
  `${options.length === 0 ? '' : ` WITH (${options.join(', ')})`} AS\n${definition.trim().replace(/;$/, '')}`;

/** The view as it is, with everything on it: indexes, defaults, comments, grants, owner, triggers. */
export function restoreView(
  view: CatalogTable & { readonly definition: string },
  user: string | undefined,
): string[] {
  const at = sqlName(view);
  const isStored = view.kind === 'materialized view';
  const data = isStored && view.populated === false ? '\nWITH NO DATA' : '';
  return [
    `CREATE ${viewSql(view)}${viewBody(view.options ?? [], view.definition)}${data}`,
    ...restoreOwner(viewSql(view), view.owner, user),
    ...(isStored ? view.indexes.flatMap((index) => indexSql(view, index)) : []),
    ...onlyTheseGrants({ kind: 'TABLE', at }, view.grants ?? []),
    ...view.columns.flatMap((column) => [
      ...(column.default === null
        ? []
        : [`ALTER VIEW ${at} ALTER COLUMN ${ident(column.name)} SET DEFAULT ${column.default}`]),
      ...columnExtras(view, column),
    ]),
    ...restoreComment(viewSql(view), view.comment),
    ...(view.triggerDefinitions ?? []).flatMap((trigger) => restoreTrigger(view, trigger)),
  ];
}

function indexSql(
  view: CatalogTable,
  { name, unique, definition, comment }: CatalogTable['indexes'][number],
): string[] {
  return [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ident(name)} ON ${sqlName(view)} ${indexTail(definition)}`,
    ...restoreComment(`INDEX ${qualified(view.schema, name)}`, comment),
  ];
}

/** The schema without the view; what depended on a table through it is gone, or only some of it. */
export function withoutView(
  catalog: Catalog,
  view: CatalogTable,
  gone: (dependent: CatalogDependent) => boolean = () => true,
): Catalog {
  const dependent = `view ${fullName(view)}`;
  return {
    ...catalog,
    tables: catalog.tables
      .filter(({ schema, name }) => schema !== view.schema || name !== view.name)
      .map((table) => ({
        ...table,
        dependents: (table.dependents ?? []).filter((one) => one.name !== dependent || !gone(one)),
      })),
  };
}
