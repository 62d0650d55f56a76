/** Characters of a text, counted as JavaScript does (UTF-16): from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where in a call's input a verdict was decided: a field, and the characters of its text. */
export interface InputPlace extends Span {
  /** Path of the field, e.g. `command`, `rollback_sql`. */
  readonly field: string;
  /** Of `start`, counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Without a span: the whole text of the field. */
export function placeIn(
  field: string,
  text: string,
  { start, end }: Span = { start: 0, end: text.length },
): InputPlace {
  const before = text.slice(0, start);
  const line = before.split('\n').length;
  return { field, start, end, line, column: start - (before.lastIndexOf('\n') + 1) + 1 };
}

/** `command:1:9`, as compilers write it. */
export const placeText = ({ field, line, column }: InputPlace): string => `${field}:${line}:${column}`;
