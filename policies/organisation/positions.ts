import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml';

/** Where a field of a YAML file stands, as `path:line:column`; the nearest field that exists. */
export const positions =
  (path: string, document: Document, counter: LineCounter) =>
  (field: readonly (string | number)[]): string => {
    let node: unknown = document.contents;
    let offset = 0;
    for (const step of field) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
        if (pair === undefined) break;
        if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        if (isScalar(node)) offset = node.range?.[0] ?? offset;
      } else break;
    }
    const { line, col } = counter.linePos(offset);
    return `${path}:${line}:${col}`;
  };
