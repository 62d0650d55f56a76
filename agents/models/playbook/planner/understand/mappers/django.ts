import { addColumn } from './column.ts';
import { type Rule, rule, word } from './rule.ts';

export const django: readonly Rule[] = [
  rule(
    `migrations\\.AddField\\( ?model_name ?= ?${word}, ?name ?= ?${word}, ?field ?= ?models\\.(\\w+)\\((.*?)\\),? ?\\)`,
    // A field of a model is required unless it says otherwise.
    (table, column, type, options) => addColumn(table ?? '', column ?? '', type ?? '', options ?? '', true),
  ),
  rule(
    `migrations\\.RemoveField\\( ?model_name ?= ?${word}, ?name ?= ?${word},? ?\\)`,
    (table, column) => `ALTER TABLE ${table} DROP COLUMN ${column}`,
  ),
  rule(
    `migrations\\.RenameField\\( ?model_name ?= ?${word}, ?old_name ?= ?${word}, ?new_name ?= ?${word},? ?\\)`,
    (table, from, to) => `ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`,
  ),
];
