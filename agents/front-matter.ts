import { isMap, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import {
  AgentFileNotUtf8,
  FrontMatterNotClosed,
  InvalidYaml,
  NoFrontMatter,
  type Position,
} from './file-errors.ts';

/** The two halves of an agent file. Positions are those in the file, not in the YAML. */
export interface FrontMatter {
  readonly values: Readonly<Record<string, unknown>>;
  readonly map: YAMLMap;
  readonly prompt: string;
  /** Where an offset into the YAML lies in the file. */
  readonly positionOf: (offset: number) => Position;
}

const fence = /^---[ \t]*$/;

export function readFrontMatter(source: Uint8Array | string, path: string): FrontMatter {
  const text = decode(source, path).replaceAll('\r\n', '\n');
  const lines = text.split('\n');
  if (!fence.test(lines[0] ?? '')) {
    throw new NoFrontMatter(path, { line: 1, column: 1 }, 'the file has no front matter', {
      hint: 'Begin the file with a line "---", then name and description, then a line "---".',
    });
  }
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) {
    throw new FrontMatterNotClosed(path, { line: 1, column: 1 }, 'the front matter is not closed', {
      hint: 'Add a line "---" after the last field, before the prompt.',
    });
  }
  const yaml = lines.slice(1, end);
  const prompt = lines
    .slice(end + 1)
    .join('\n')
    .trim();
  return { ...parseYaml(yaml, path), prompt };
}

function decode(source: Uint8Array | string, path: string): string {
  if (typeof source === 'string') return source.replace(/^\uFEFF/, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch (cause) {
    throw new AgentFileNotUtf8(path, firstInvalid(source), 'the file is not UTF-8', {
      hint: 'Save it as UTF-8 (in most editors: "Save with encoding").',
      cause,
    });
  }
}

function firstInvalid(bytes: Uint8Array): Position {
  // Halving finds the longest prefix that decodes; a cut character at its end is no fault (stream: true).
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  const before = new TextDecoder().decode(bytes.subarray(0, good), { stream: true }).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function parseYaml(lines: readonly string[], path: string): Omit<FrontMatter, 'prompt'> {
  const counter = new LineCounter();
  const document = parseDocument(`${lines.join('\n')}\n`, { lineCounter: counter, uniqueKeys: true });
  const positionOf = (offset: number): Position => {
    const { line, col } = counter.linePos(offset);
    // One line further down: the opening fence.
    return { line: line + 1, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) throw invalidYaml(lines, path, positionOf(error.pos[0]), error.message);
  if (!isMap(document.contents)) {
    throw new InvalidYaml(path, { line: 2, column: 1 }, 'the front matter is not a list of fields', {
      hint: 'Write one field per line, e.g. name: security-reviewer',
    });
  }
  try {
    return { values: document.toJS() as Record<string, unknown>, map: document.contents, positionOf };
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidYaml(path, { line: 2, column: 1 }, `not valid YAML: ${what}`, {
      hint: 'Text that begins with * or & needs quotes.',
      cause,
    });
  }
}

/** Nearly always an unquoted colon: then the message shows the line as it should be. */
function invalidYaml(lines: readonly string[], path: string, found: Position, message: string): InvalidYaml {
  // An open bracket is noticed only at the end, which is the fence.
  const last = lines.length + 1;
  const at = found.line > last ? { line: last, column: 1 } : found;
  const line = lines[at.line - 2] ?? '';
  const field = /^(\s*(?:- )?)([A-Za-z_][\w-]*):[ \t]+([^"'[{|>#].*)$/.exec(line);
  if (field !== null) {
    const [, indent = '', key = '', value = ''] = field;
    if (/:(?:[ \t]|$)/.test(value)) {
      return new InvalidYaml(path, at, `not valid YAML: the value of "${key}" has a colon and no quotes`, {
        hint: `Write: ${indent.trimStart()}${key}: ${JSON.stringify(value.trimEnd())}`,
      });
    }
  }
  const what = (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
  return new InvalidYaml(path, at, `not valid YAML: ${what}, in "${line.trim()}"`, {
    hint: 'Put the value in double quotes, or indent what belongs to a field by two spaces.',
  });
}
