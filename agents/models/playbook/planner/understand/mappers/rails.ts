import { addColumn, optionsOf, typeOf } from './column.ts';
import { listed, type Rule, rule, word } from './rule.ts';

export const rails: readonly Rule[] = [
  rule(`add_column\\(? ?${word}, ?${word}, ?${word}(.*?)\\)?`, (table, column, type, options) =>
    addColumn(table ?? '', column ?? '', type ?? '', options ?? ''),
  ),
  rule(
    `remove_column\\(? ?${word}, ?${word}.*`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(
    `rename_column\\(? ?${word}, ?${word}, ?${word}\\)?`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
  rule(`rename_table\\(? ?${word}, ?${word}\\)?`, (from, to) => `ALTER TABLE ${from} RENAME TO ${to}`),
  rule(`drop_table\\(? ?${word}\\)?`, (table) => `DROP TABLE ${table}`),
  rule(`add_index\\(? ?${word}, ?(\\[[^\\]]*\\]|[:"']\\w+["']?)(.*?)\\)?`, (table, columns, rest) => {
    const options = optionsOf(rest ?? '');
    if (options === undefined || [...options.keys()].some((name) => !['unique', 'name'].includes(name)))
      return undefined;
    return `CREATE ${options.get('unique') === 'true' ? 'UNIQUE ' : ''}INDEX ON ${table} (${listed(columns ?? '')})`;
  }),
  rule(
    `change_column_null\\(? ?${word}, ?${word}, ?(true|false)\\)?`,
    (table, column, nullable) =>
      `ALTER TABLE ${table} ALTER COLUMN ${column} ${nullable === 'true' ? 'DROP' : 'SET'} NOT NULL`,
  ),
  rule(`change_column\\(? ?${word}, ?${word}, ?${word}\\)?`, (table, column, type) => {
    const known = typeOf(type ?? '');
    return known === undefined ? undefined : `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${known}`;
  }),
];
