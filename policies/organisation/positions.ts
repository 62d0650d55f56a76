import type { Document, LineCounter } from 'yaml';
import { yamlOffset } from '../yaml-offset.ts';

/** Where a field of a YAML file stands, as `path:line:column`; the nearest field that exists. */
export const positions =
  (path: string, document: Document, counter: LineCounter) =>
  (field: readonly (string | number)[]): string => {
    const { line, col } = counter.linePos(yamlOffset(document.contents, field));
    return `${path}:${line}:${col}`;
  };
