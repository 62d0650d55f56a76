/** Where a byte of a text stands. Asked in rising order the whole text is walked once, however many are asked. */
export interface Positions {
  /** Index in UTF-16 units of a byte offset. */
  indexOf(byte: number): number;
  /** Of an index; both count from 1, the column in UTF-16 units. */
  placeOf(index: number): { readonly line: number; readonly column: number };
}

export function positionsIn(text: string, bytes: Buffer = Buffer.from(text, 'utf8')): Positions {
  let byte = 0;
  let index = 0;
  let line = 1;
  let lineStart = 0;
  let walked = 0;
  return {
    indexOf(wanted) {
      if (bytes.length === text.length) return wanted;
      if (wanted < byte) byte = index = 0;
      index += bytes.toString('utf8', byte, wanted).length;
      byte = wanted;
      return index;
    },
    placeOf(wanted) {
      if (wanted < walked) {
        line = 1;
        lineStart = walked = 0;
      }
      for (
        let newline = text.indexOf('\n', walked);
        newline !== -1 && newline < wanted;
        newline = text.indexOf('\n', newline + 1)
      ) {
        line += 1;
        lineStart = newline + 1;
      }
      walked = Math.max(lineStart, wanted);
      return { line, column: wanted - lineStart + 1 };
    },
  };
}
