import type { Node, TypeName } from 'libpg-query';
import { splitStatements } from '../script/index.ts';
import { typeFault } from './syntax.ts';

/** Whether two ways to write a type mean the same: `int` and `integer`, `mood` and `public.mood`. */
export const sameType = (one: string, other: string): boolean => key(one) !== null && key(one) === key(other);

/** Name and dimensions as the grammar sees them; null for what is no type. Lengths do not tell functions apart. */
function key(type: string): string | null {
  if (typeFault(type) !== null) return null;
  const name = typeName(splitStatements(`SELECT NULL::${type}`)[0]?.node);
  const names = (name?.names ?? []).map((part) => ('String' in part ? (part.String.sval ?? '') : ''));
  const [last = '', schema = ''] = names.toReversed();
  const array = (name?.arrayBounds ?? []).length > 0 ? '[]' : '';
  return `${schema === 'pg_catalog' || schema === 'public' ? '' : `${schema}.`}${last}${array}`.replace(
    /^\./,
    '',
  );
}

function typeName(node: Node | undefined): TypeName | undefined {
  if (node === undefined || !('SelectStmt' in node)) return undefined;
  const [target] = node.SelectStmt.targetList ?? [];
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  return value !== undefined && 'TypeCast' in value ? value.TypeCast.typeName : undefined;
}

/** `integer, numeric(10,2), "a, b"` apart; as oidvectortypes writes them. */
export function splitTypes(types: string): string[] {
  return types === ''
    ? []
    : (types.match(/(?:"(?:[^"]|"")*"|\([^)]*\)|[^,"(])+/g) ?? []).map((type) => type.trim());
}
