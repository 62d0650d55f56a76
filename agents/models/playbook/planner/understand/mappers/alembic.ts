import { addColumn } from './column.ts';
import { listed, type Rule, rule, word } from './rule.ts';

export const alembic: readonly Rule[] = [
  rule(
    `op\\.add_column\\( ?${word}, ?sa\\.Column\\( ?${word}, ?sa\\.(\\w+)(?:\\([^()]*\\))?(.*?)\\) ?\\)`,
    (table, column, type, options) => addColumn(table ?? '', column ?? '', type ?? '', options ?? ''),
  ),
  rule(
    `op\\.drop_column\\( ?${word}, ?${word} ?\\)`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(
    `op\\.alter_column\\( ?${word}, ?${word}, ?new_column_name ?= ?${word} ?\\)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
  rule(
    `op\\.alter_column\\( ?${word}, ?${word}, ?nullable ?= ?(True|False) ?\\)`,
    (table, column, nullable) =>
      `ALTER TABLE ${table} ALTER COLUMN ${column} ${nullable === 'True' ? 'DROP' : 'SET'} NOT NULL`,
  ),
  rule(`op\\.drop_table\\( ?${word} ?\\)`, (table) => `DROP TABLE ${table}`),
  rule(
    `op\\.create_index\\( ?(?:op\\.f\\()?${word}\\)?, ?${word}, ?(\\[[^\\]]*\\])(, ?unique ?= ?(True|False))? ?\\)`,
    (_, table, columns, __, unique) =>
      `CREATE ${unique === 'True' ? 'UNIQUE ' : ''}INDEX ON ${table} (${listed(columns ?? '')})`,
  ),
];
