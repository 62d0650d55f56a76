import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';

/** Offset of a field in a YAML text, e.g. `['tool_constraints', 'Bash']`; of the nearest field that exists. */
export function yamlOffset(root: unknown, field: readonly (string | number)[]): number {
  let node = root;
  let offset = 0;
  for (const step of field) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      if (isNode(node) && !isAlias(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
