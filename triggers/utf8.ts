import { RequestNotUtf8 } from './errors.ts';

/** Offset of the first byte that begins no UTF-8 character, or -1. */
function firstBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let offset = 0;
  for (const character of decoder.decode(bytes)) {
    const size = Buffer.byteLength(character);
    // A replacement character in the file itself is honest UTF-8: EF BF BD.
    if (character === '\u{FFFD}' && !(bytes[offset] === 0xef && bytes[offset + 1] === 0xbf)) return offset;
    offset += size;
  }
  return -1;
}

/** @throws RequestNotUtf8 with the offset of the first bad byte */
export function decodeUtf8(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const offset = Math.max(firstBadByte(bytes), 0);
    throw new RequestNotUtf8(path, offset, bytes[offset] ?? 0);
  }
}
