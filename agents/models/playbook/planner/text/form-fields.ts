import type { Block } from './blocks.ts';
import { fold } from './tokens.ts';

/** Headings and keys of issue forms that ask for one column, by what they ask for. */
const keys: Readonly<Record<string, 'table' | 'column' | 'fact'>> = {
  table: 'table',
  'table name': 'table',
  'which table': 'table',
  'affected table': 'table',
  tabelle: 'table',
  tabla: 'table',
  tabela: 'table',
  column: 'column',
  'column name': 'column',
  'new column': 'column',
  'field name': 'column',
  spalte: 'column',
  columna: 'column',
  colonne: 'column',
  coluna: 'column',
  type: 'fact',
  'data type': 'fact',
  default: 'fact',
  'default value': 'fact',
  nullable: 'fact',
  required: 'fact',
  range: 'fact',
  values: 'fact',
  'allowed values': 'fact',
};

export const keyOf = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
const nameOf = (text: string): string | undefined =>
  /^`?([\p{L}_][\p{L}\p{N}_.]*)`?\.?$/u.exec(text.trim())?.[1];
export const answered = /^([\p{L} ]{1,30}):\s*(.+)$/u;
export const empty = /^[_*\s]*no response[_*\s]*$/i;

/**
 * A form's answers as sentences: `### Type` and `integer` become `Type: integer`, and a table with a column becomes
 * `Add the column … to …`. Other blocks stay as they are.
 */
export function readForm(blocks: readonly Block[]): readonly Block[] {
  const lines: Block[] = [];
  let table: string | undefined;
  let column: string | undefined;
  let first = -1;
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (!block) continue;
    const next = blocks[at + 1];
    const headed = block.kind === 'heading' && next?.kind === 'paragraph';
    const spoken = block.kind === 'paragraph' || block.kind === 'item' ? answered.exec(block.text) : null;
    const key = keyOf(headed ? block.text : (spoken?.[1] ?? ''));
    const answer = headed && next?.kind === 'paragraph' ? next.text : (spoken?.[2] ?? '');
    const asks = keys[key];
    if (asks === undefined || empty.test(answer) || (asks !== 'fact' && nameOf(answer) === undefined)) {
      lines.push(block);
      continue;
    }
    if (headed) at += 1;
    if (asks === 'fact') lines.push({ kind: 'paragraph', text: `${key}: ${answer}` });
    else {
      if (first === -1) first = lines.length;
      if (asks === 'table') table ??= nameOf(answer);
      else column ??= nameOf(answer);
    }
  }
  if (table === undefined || column === undefined) return blocks;
  lines.splice(
    first,
    0,
    { kind: 'heading', text: '', level: 1 },
    { kind: 'paragraph', text: `Add the column \`${column}\` to \`${table}\`` },
  );
  return lines;
}
