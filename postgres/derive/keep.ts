import type { Action } from '@supabase/pg-delta/plan';
import type { Snapshot } from '../snapshot/index.ts';
import { ident, qualified } from '../sql.ts';
import { RowsWouldGo } from './errors.ts';
import type { Identities } from './identities.ts';

type ActionId = Action['destroys'][number];

/**
 * A plan that drops a table or column which the migration left in its place would take rows with it that nobody
 * lost. Of a column that is dropped and added again only the type is changed; a table is refused.
 * @throws RowsWouldGo
 */
export function keepingColumns(
  actions: readonly Action[],
  before: Identities,
  after: Identities,
  wanted: Snapshot,
): Action[] {
  const kept = keptIn(before, after);
  const isKept = (id: ActionId): boolean => kept.has(keyOf(id) ?? '');
  const dropped = actions.flatMap(({ destroys }) => destroys).filter(isKept);
  const table = dropped.find(({ kind }) => kind === 'table');
  if (table !== undefined && 'schema' in table && 'name' in table) {
    throw new RowsWouldGo(qualified(table.schema, table.name));
  }
  const retyped = new Set(dropped.map(keyOf).filter((key) => !isGenerated(key, wanted)));
  const touches = (ids: readonly ActionId[]): ActionId | undefined =>
    ids.find((id) => id.kind === 'column' && retyped.has(keyOf(id)));
  return actions.flatMap((action) => {
    if (touches(action.destroys) !== undefined) return [];
    const column = touches(action.produces);
    return column === undefined
      ? [action]
      : [{ ...action, sql: retype(keyOf(column) ?? '', wanted), verb: 'alter' as const }];
  });
}

/** Names of the tables and columns that are there before and after. */
function keptIn(before: Identities, after: Identities): Set<string> {
  const names = [...before.objects.values()]
    .filter(({ key, kind }) => (kind === 'TABLE' || kind === 'COLUMN') && after.objects.has(key))
    .map(({ name, holder, kind }) => {
      const owner = before.objects.get(holder ?? '');
      if (owner === undefined) return null;
      if (kind === 'TABLE') return JSON.stringify([owner.name, name]);
      const schema = before.objects.get(owner.holder ?? '');
      return owner.kind === 'TABLE' && schema !== undefined
        ? JSON.stringify([schema.name, owner.name, name])
        : null;
    });
  return new Set(names.filter((name) => name !== null));
}

export function keyOf(id: ActionId): string | undefined {
  if (id.kind === 'table') return JSON.stringify([id.schema, id.name]);
  return id.kind === 'column' ? JSON.stringify([id.schema, id.table, id.name]) : undefined;
}

const partsOf = (key: string): [string, string, string] => JSON.parse(key);

/** Of a column, by its key. */
export function attributesOf(
  key: string | undefined,
  { objects }: Snapshot,
): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  const found = Object.entries(objects).find(
    ([object, { kind }]) =>
      kind === 'column' && normalised(object.slice('column '.length)) === partsOf(key).map(ident).join('.'),
  );
  return found?.[1].attributes ?? {};
}

/** Every part in quotes. */
const normalised = (path: string): string =>
  (path.match(/(?:"(?:[^"]|"")*"|[^".])+/g) ?? [])
    .map((part) => (part.startsWith('"') ? part : ident(part)))
    .join('.');

/** The values of a generated column come from the others. */
const isGenerated = (key: string | undefined, wanted: Snapshot): boolean =>
  attributesOf(key, wanted).generated !== undefined;

function retype(key: string, wanted: Snapshot): string {
  const [schema, table, column] = partsOf(key);
  const { type = 'text', collation, default: value, identity } = attributesOf(key, wanted);
  const name = ident(column);
  const changes = [
    ...(identity === undefined ? [`ALTER COLUMN ${name} DROP DEFAULT`] : []),
    `ALTER COLUMN ${name} TYPE ${type}${collation === undefined ? '' : ` COLLATE ${collation}`} USING ${name}::${type}`,
    ...(value === undefined ? [] : [`ALTER COLUMN ${name} SET DEFAULT ${value}`]),
  ];
  return `ALTER TABLE ${qualified(schema, table)} ${changes.join(', ')}`;
}
