import type { SqlNode } from './parser.ts';

export const isNode = (value: unknown): value is SqlNode =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Visits every object of a syntax tree with the name under which its parent holds it: the node's own tag
 * (`FuncCall`) or the field (`larg`, `relation`). Keeps its own stack: a tree can be deeper than ours.
 */
export function walk(root: unknown, visit: (name: string, node: SqlNode) => void, rootName = ''): void {
  const stack: [string, unknown][] = [[rootName, root]];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const [name, value] = entry;
    if (Array.isArray(value)) {
      for (const item of value) stack.push([name, item]);
    } else if (isNode(value)) {
      visit(name, value);
      for (const [key, child] of Object.entries(value)) {
        if (typeof child === 'object' && child !== null) stack.push([key, child]);
      }
    }
  }
}

/** `{ Tag: fields }` → its fields when the tag is the one asked for. */
export function asTag(value: unknown, tag: string): SqlNode | undefined {
  const fields = isNode(value) ? value[tag] : undefined;
  return isNode(fields) ? fields : undefined;
}

/** Names out of a list of `{ String: { sval } }`, or of a `List` of them. */
export function namesOf(list: unknown): string[] {
  if (isNode(list) && asTag(list, 'List') !== undefined) return namesOf(asTag(list, 'List')?.items);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const text = asTag(item, 'String')?.sval;
    return typeof text === 'string' ? [text] : [];
  });
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The same expression, wherever it stands in the text. */
export function sameTree(a: unknown, b: unknown): boolean {
  return a !== undefined && withoutPlace(a) === withoutPlace(b);
}

const withoutPlace = (value: unknown): string =>
  JSON.stringify(value, (key, child) => (key === 'location' ? undefined : child));
