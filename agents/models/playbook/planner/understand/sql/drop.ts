import type { DropStmt, Node } from 'libpg-query';
import type { Catalog } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf, type TableReading } from '../../grammar/slots/names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { stringsOf } from './column-definition.ts';

interface Named {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What a statement drops, one rule an object; undefined where one of them is of another kind. */
export function dropped(
  { objects = [], removeType, behavior, missing_ok }: DropStmt,
  tableOf: (schema: string | undefined, name: string) => TableReading,
  { catalog }: ReadingContext,
): { readonly rules: readonly RuleDraft[]; readonly missing: readonly string[] } | undefined {
  const cascade = behavior === 'DROP_CASCADE' ? { cascade: true } : {};
  const missing: string[] = [];
  if (removeType === 'OBJECT_POLICY') {
    const [name = '', table = '', schema] = [...pathOf(objects[0])].reverse();
    const on = tableOf(schema, table);
    const there = (on.table?.policies ?? []).some((one) => one.name === name);
    if (objects.length !== 1 || name === '' || (!on.table && !missing_ok)) return undefined;
    if (!there && missing_ok) return { rules: [], missing: [`there is no policy "${name}" on ${table}`] };
    return { rules: [{ kind: 'dropPolicy', table: on, name }], missing };
  }
  const rules = objects.map(namedBy).map((named): RuleDraft | 'missing' | undefined => {
    if (!named) return undefined;
    if (missing_ok && !isThere(named, removeType, catalog)) {
      missing.push(`there is no ${objectWords[removeType ?? ''] ?? 'object'} ${named.name}`);
      return 'missing';
    }
    const { schema, name } = named;
    const own = schema === undefined || schema === 'public' ? {} : { table: schema };
    switch (removeType) {
      case 'OBJECT_TABLE':
        return { kind: 'dropTable', table: tableOf(schema, name), ...cascade };
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
        return { kind: 'dropView', name: { ...nameOf(name, true), ...own }, ...cascade };
      case 'OBJECT_TYPE': {
        const type = catalog.enums.find(
          (one) => nameKey(one.name) === nameKey(name) && (schema === undefined || one.schema === schema),
        );
        return { kind: 'dropEnum', type, name, ...cascade };
      }
      case 'OBJECT_INDEX':
        return behavior === 'DROP_CASCADE'
          ? undefined
          : { kind: 'dropIndex', name: nameOf(name, true), table: undefined, columns: [] };
      default:
        return undefined;
    }
  });
  if (rules.length === 0 || !rules.every((rule) => rule !== undefined)) return undefined;
  return { rules: inOrder(rules.filter((rule) => rule !== 'missing')), missing };
}

const objectWords: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_TYPE: 'type',
  OBJECT_INDEX: 'index',
};

/** Anything of this name, in any spelling. */
function isThere({ name }: Named, kind: DropStmt['removeType'], { tables, enums }: Catalog): boolean {
  const key = nameKey(name);
  if (kind === 'OBJECT_INDEX') return tables.some((one) => one.indexes.some((index) => index.name === name));
  if (kind === 'OBJECT_TYPE') return enums.some((one) => nameKey(one.name) === key);
  return tables.some((one) => nameKey(one.name) === key);
}

/** A table behind those that refer to it. */
function inOrder(rules: readonly RuleDraft[]): readonly RuleDraft[] {
  const left = [...rules];
  const done: RuleDraft[] = [];
  const refers = (from: RuleDraft, to: RuleDraft): boolean =>
    from.kind === 'dropTable' &&
    to.kind === 'dropTable' &&
    (from.table.table?.constraints ?? []).some(
      ({ references }) =>
        references?.table === to.table.table?.name && references?.schema === to.table.table?.schema,
    );
  while (left.length > 0) {
    const at = left.findIndex((rule) => !left.some((other) => other !== rule && refers(other, rule)));
    done.push(...left.splice(Math.max(at, 0), 1));
  }
  return done;
}

const pathOf = (node: Node | undefined): readonly string[] =>
  node === undefined
    ? []
    : 'List' in node
      ? stringsOf(node.List.items)
      : 'TypeName' in node
        ? stringsOf(node.TypeName.names)
        : [];

function namedBy(node: Node): Named | undefined {
  const [name, schema, ...more] = [...pathOf(node)].reverse();
  return name === undefined || more.length > 0 ? undefined : { schema, name };
}
