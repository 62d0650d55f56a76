import type { CatalogColumn } from '../../../../../postgres/catalog/catalog.ts';
import type { Cell } from '../understand/rule-draft.ts';
import { at, type Build } from './outcome.ts';
import type { Rule } from './rule.ts';
import { isNumber } from './values.ts';

type Value = string | number | boolean | null;

/** Rows that stand in a table of the text, or in an INSERT. */
export function insertTable(
  { table, header, rows }: Rule<'insertTable'>,
  { names, operations }: Build,
): void {
  const target = names.table(table, [], true);
  if (!target) return;
  if (rows.length === 0 || rows.some((row) => row.length !== header.length)) {
    names.ask(`Which rows shall ${target.name} get? A table with its columns as header says it best.`);
    return;
  }
  const columns = header.map((text) => names.column(target, { text, marked: true }, true));
  if (!columns.every((column) => column !== undefined)) return;
  const known = columns.map((column) => names.catalogColumn(target, column));
  const values = rows.map((row) => row.map((cell, index) => readCell(cell, known[index])));
  for (const [row, made] of values.entries()) {
    const fault = made.indexOf(undefined);
    if (fault === -1) continue;
    names.ask(
      `Row ${row + 1} for ${target.name} has "${rows[row]?.[fault]?.text}" as ${columns[fault]}, which is ${known[fault]?.type}. Which value is meant?`,
    );
    return;
  }
  const keys = target.is?.indexes.filter(
    (one) => one.unique && one.columns.every((column) => column !== null && columns.includes(column)),
  );
  const primary = target.is?.primaryKey.every((column) => columns.includes(column));
  const [key] = keys ?? [];
  operations.push({
    op: 'insert_rows',
    ...at(target),
    columns,
    rows: values as Value[][],
    ...(primary || !key ? {} : { key: [...key.columns] as string[] }),
  });
}

/** What a cell says for a column; undefined where it says nothing that fits. */
function readCell({ text, is }: Cell, column: CatalogColumn | undefined): Value | undefined {
  const type = column?.type ?? 'text';
  const bare = text.replace(/^`(.*)`$/, '$1').trim();
  if (is === 'null' || (is === 'written' && /^(?:null|[-–—]?)$/i.test(bare)))
    return column?.notNull ? undefined : null;
  if (is === 'text') return text;
  if (isNumber(type)) return /^-?\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : undefined;
  if (type === 'boolean') {
    if (/^(?:true|yes|✓|x|ja|si|oui)$/i.test(bare)) return true;
    return /^(?:false|no|nein|non)$/i.test(bare) ? false : undefined;
  }
  return is === 'written' ? bare.replace(/^(["'])(.*)\1$/, '$2') : bare;
}
