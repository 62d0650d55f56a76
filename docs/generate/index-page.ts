import type { OperationKind } from '../../postgres/operations/index.ts';
import { notes } from './notes.ts';
import { generated } from './page.ts';
import { patterns } from './patterns.ts';

type Group =
  | 'tables'
  | 'columns'
  | 'constraints'
  | 'indexes'
  | 'types'
  | 'data'
  | 'views and code'
  | 'security'
  | 'other';

/** Where a reader looks for it. */
const groups: Readonly<Record<OperationKind, Group>> = {
  create_table: 'tables',
  drop_table: 'tables',
  rename_table: 'tables',
  set_schema: 'tables',
  split_table: 'tables',
  partition_table: 'tables',
  add_column: 'columns',
  drop_column: 'columns',
  rename_column: 'columns',
  alter_type: 'columns',
  set_not_null: 'columns',
  drop_not_null: 'columns',
  set_default: 'columns',
  drop_default: 'columns',
  move_columns: 'columns',
  merge_columns: 'columns',
  add_check: 'constraints',
  add_unique: 'constraints',
  add_primary_key: 'constraints',
  add_foreign_key: 'constraints',
  alter_foreign_key: 'constraints',
  add_exclusion: 'constraints',
  validate_constraint: 'constraints',
  drop_constraint: 'constraints',
  add_index: 'indexes',
  drop_index: 'indexes',
  create_enum: 'types',
  add_enum_value: 'types',
  rename_enum_value: 'types',
  drop_enum: 'types',
  replace_enum: 'types',
  create_domain: 'types',
  drop_domain: 'types',
  backfill: 'data',
  normalise: 'data',
  delete_duplicates: 'data',
  delete_orphans: 'data',
  transform_json: 'data',
  insert_rows: 'data',
  create_view: 'views and code',
  drop_view: 'views and code',
  create_function: 'views and code',
  drop_function: 'views and code',
  create_trigger: 'views and code',
  drop_trigger: 'views and code',
  enable_rls: 'security',
  create_policy: 'security',
  drop_policy: 'security',
  grant: 'security',
  create_extension: 'other',
  comment: 'other',
  custom_sql: 'other',
  restore_archive: 'other',
  rollback_migration: 'other',
};

const introduction = `Every change that a request may come to, with its SQL in both directions. A planner, be it rules or a model, names
the operation and its parameters; the SQL is the engine's, and it is applied, measured, rolled back and applied again on
a branch before anybody is asked.

All of them keep to the same rules:

- A step that takes a strong lock takes it on one table and for as long as the catalog needs. It waits 100 ms for it,
  lets others pass and tries again, 20 times.
- What reads or writes every row happens without a strong lock: indexes concurrently, constraints NOT VALID and then
  proven, values in batches that commit.
- The application of before and the one of afterwards both work at every step. What only the old one needs is taken away
  by a later migration: \`godwit runs --pending\` lists it, \`godwit run --follow-up ID\` does it.
- What a change takes away is kept in schema \`godwit_archive\`, 30 days unless \`archive.keep_days\` of \`godwit.yaml\`
  says otherwise: \`godwit archives\` lists it and brings it back.
- What cannot be done so is refused with the reason.

\`npm run bench -- load\` measures each class of change that could block an application, on 1,000,000 rows under 200 transactions a second of reads and
writes, beside the SQL that people write first. Outside of what needs a window, no statement waits more than 250 ms.`;

export function indexPage(): string {
  const kinds = Object.keys(notes) as OperationKind[];
  const windows = kinds.flatMap((kind) => {
    const { window } = notes[kind];
    return window === undefined ? [] : [`- ${link(kind)}: ${window}`];
  });
  const tables = [...new Set(Object.values(groups))].map((group) =>
    [
      `## ${group.charAt(0).toUpperCase()}${group.slice(1)}`,
      kinds
        .filter((kind) => groups[kind] === group)
        .map(
          (kind) =>
            `- ${link(kind)}: ${notes[kind].what}${notes[kind].window === undefined ? '' : ' *May need a window.*'}`,
        )
        .join('\n'),
    ].join('\n\n'),
  );
  return `${[
    generated,
    '# Operations',
    introduction,
    '## Patterns',
    patterns.map(({ file, title, says }) => `- [${title}](patterns/${file}): ${says}`).join('\n'),
    ...tables,
    '## What needs a window',
    'A time in which nobody uses the table, or in which waiting is fine:',
    windows.join('\n'),
  ].join('\n\n')}\n`;
}

const link = (kind: OperationKind): string => `[\`${kind}\`](${kind}.md)`;
