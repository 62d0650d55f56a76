import type { DropStmt, Node } from 'libpg-query';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf, type TableReading } from '../../grammar/slots/names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { RuleDraft } from '../draft.ts';
import { stringsOf } from './column-definition.ts';

interface Named {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What a statement drops, one rule an object; undefined where one of them is of another kind. */
export function dropped(
  { objects = [], removeType, behavior }: DropStmt,
  tableOf: (schema: string | undefined, name: string) => TableReading,
  { catalog }: ReadingContext,
): readonly RuleDraft[] | undefined {
  const cascade = behavior === 'DROP_CASCADE' ? { cascade: true } : {};
  const rules = objects.map(namedBy).map((named): RuleDraft | undefined => {
    if (!named) return undefined;
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
  return rules.length > 0 && rules.every((rule) => rule !== undefined) ? inOrder(rules) : undefined;
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

function namedBy(node: Node): Named | undefined {
  const path =
    'List' in node ? stringsOf(node.List.items) : 'TypeName' in node ? stringsOf(node.TypeName.names) : [];
  const [name, schema, ...more] = [...path].reverse();
  return name === undefined || more.length > 0 ? undefined : { schema, name };
}
