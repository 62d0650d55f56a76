import type { AlterEnumStmt } from 'libpg-query';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameKey } from '../../resolve/words.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { stringsOf } from './column-definition.ts';

/** `ALTER TYPE … ADD VALUE`, `… RENAME VALUE`, of an enum that is there. */
export function enumLabel(
  { typeName, oldVal, newVal, newValNeighbor, newValIsAfter }: AlterEnumStmt,
  { catalog }: ReadingContext,
): RuleDraft | undefined {
  const [name = '', schema] = [...stringsOf(typeName)].reverse();
  const type = catalog.enums.find(
    (one) => nameKey(one.name) === nameKey(name) && (schema === undefined || one.schema === schema),
  );
  if (!type || newVal === undefined) return undefined;
  if (oldVal !== undefined) return { kind: 'renameEnumValue', type, from: oldVal, to: newVal };
  return {
    kind: 'enumValue',
    type,
    value: newVal,
    ...(newValNeighbor === undefined ? {} : { [newValIsAfter ? 'after' : 'before']: newValNeighbor }),
  };
}
