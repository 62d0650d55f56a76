import { addColumn } from './column.ts';
import { type Rule, rule, word } from './rule.ts';

/** Inside of `Schema::table('…', function …`: `table` is put in front. */
export const laravel: readonly Rule[] = [
  rule(
    `(\\w+) \\$table->(\\w+)\\( ?${word}(?:, ?[\\d, ]+)? ?\\)((?:->\\w+\\([^()]*\\))*)`,
    (table, type, column, chain) => {
      const drop = { dropColumn: `DROP COLUMN ${column}` }[type ?? ''];
      if (drop !== undefined && chain === '') return `ALTER TABLE ${table} ${drop}`;
      if ((type === 'unique' || type === 'index') && chain === '')
        return `CREATE ${type === 'unique' ? 'UNIQUE ' : ''}INDEX ON ${table} (${column})`;
      const said = [...(chain ?? '').matchAll(/->(\w+)\(([^()]*)\)/g)];
      if (said.some(([, name = '']) => !['nullable', 'default'].includes(name))) return undefined;
      const value = said.find(([, name]) => name === 'default')?.[2];
      const isNull = said.some(([, name]) => name === 'nullable');
      return addColumn(
        table ?? '',
        column ?? '',
        type ?? '',
        value === undefined ? '' : `default: ${value}`,
        !isNull,
      );
    },
  ),
  rule(
    `(\\w+) \\$table->renameColumn\\( ?${word}, ?${word} ?\\)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
];
