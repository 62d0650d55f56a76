import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ScriptProblem } from '../migration.ts';

/** A file's text without its byte-order mark, and what there is to say about the file as such. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly problems: readonly ScriptProblem[];
}

/** The syntax tree takes about 100 bytes of memory for each of the file: beyond this the process may run out of it. */
const maxBytes = 8_000_000;

/** Never throws: a file that cannot be read is a fact of its migration. */
export function readText(base: string, file: string, boundary: string): SourceText {
  const path = join(base, file);
  const refused = (rule: string, message: string, remedy: string): SourceText => ({
    file,
    text: '',
    problems: [{ rule, level: 'refused', line: 1, column: 1, message, remedy }],
  });
  let bytes: Buffer;
  try {
    // A link may point at any file of the machine, and messages quote what they read.
    const way = relative(realpathSync(boundary), realpathSync(path));
    if (way === '..' || way.startsWith(`..${sep}`)) {
      return refused('leads-outside', 'it is a link out of the given folder', 'put the file itself here');
    }
    const stat = statSync(path);
    if (!stat.isFile()) return refused('unreadable-file', 'it is not a file', 'put a file here');
    if (stat.size > maxBytes) {
      return refused('too-large', `it has ${stat.size} bytes, more than ${maxBytes}`, 'divide the file');
    }
    bytes = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return refused('unreadable-file', `it cannot be read: ${code}`, 'make it readable, or remove it');
  }
  return decode(file, bytes, refused);
}

function decode(
  file: string,
  bytes: Buffer,
  refused: (rule: string, message: string, remedy: string) => SourceText,
): SourceText {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refused('not-utf8', 'it is UTF-16 by its byte-order mark', 'save it as UTF-8');
  }
  // Ends the text for the server, and is what UTF-16 without a mark is full of.
  const zero = bytes.indexOf(0);
  if (zero !== -1) {
    return refused('not-utf8', `byte ${zero + 1} is zero: it is UTF-16 or no text`, 'save it as UTF-8');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const line = firstBadLine(bytes);
    return refused('not-utf8', `line ${line} is not UTF-8`, 'save it as UTF-8');
  }
  if (!text.startsWith('\ufeff')) return { file, text, problems: [] };
  const message = 'it begins with a byte-order mark, which PostgreSQL takes for a part of the first word';
  const remedy = 'save it as UTF-8 without a byte-order mark';
  return {
    file,
    text: text.slice(1),
    problems: [{ rule: 'byte-order-mark', level: 'warning', line: 1, column: 1, message, remedy }],
  };
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    if (!Buffer.from(part.toString('utf8'), 'utf8').equals(part)) return line;
    start = end + 1;
  }
  return line;
}
