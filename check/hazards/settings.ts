import type { Node } from 'libpg-query';
import { constantOf } from '../../policies/sql/constant.ts';
import { asTag, namesOf, walk } from '../../policies/sql/walk.ts';

/** What a statement sets a setting to, as text; undefined where it does not. By SET or set_config(). */
export function setsSetting(node: Node, setting: string): string | undefined {
  if ('VariableSetStmt' in node) {
    const { name, kind, args = [] } = node.VariableSetStmt;
    const isIt = name === setting && kind === 'VAR_SET_VALUE';
    return isIt ? String(constantOf(args[0]) ?? '') : undefined;
  }
  if (!('SelectStmt' in node)) return undefined;
  let value: string | undefined;
  walk(node, (tag, fields) => {
    if (tag !== 'FuncCall' || namesOf(fields.funcname).at(-1) !== 'set_config') return;
    const [name, to] = Array.isArray(fields.args) ? fields.args : [];
    if (asTag(name, 'A_Const') !== undefined && constantOf(name) === setting)
      value = String(constantOf(to) ?? '');
  });
  return value;
}

/** A timeout that never comes. */
export const isOff = (value: string): boolean => /^\s*0*(?:\.0+)?\s*(?:us|ms|s|min|h|d)?\s*$/.test(value);
