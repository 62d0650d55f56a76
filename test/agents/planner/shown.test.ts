import { beforeAll, describe, expect, it } from 'vitest';
import { planRequest } from '../../../agents/models/playbook/planner/index.ts';
import type { Catalog } from '../../../postgres/catalog/index.ts';
import { asShown, tasksAppCatalog } from './tasks-app.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await asShown(await tasksAppCatalog());
});
const plan = (title: string, body: string) => planRequest({ title, body }, catalog);
const table = (head: string, ...rows: string[]) =>
  `| ${head} |\n${head.replace(/[^|]+/g, '---').replace(/^|$/g, '|')}\n${rows.map((row) => `| ${row} |`).join('\n')}`;

describe('tables of indexes', () => {
  it('are read with their names, their kinds and what is unique', () => {
    expect(
      plan(
        'Add these indexes:',
        table(
          'Index | Table | Columns | Type | Unique | Why',
          'idx_title | tasks | title, type | btree | unique | a hash of them is looked up',
          'idx_content | tasks | `content` | GIN | no | search',
          '| tasks | legacy_notes | unique | |',
        ),
      ),
    ).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'add_index', columns: ['title', 'type'], unique: true, name: 'idx_title' },
        { op: 'add_index', columns: ['content'], method: 'gin', name: 'idx_content' },
        { op: 'add_index', columns: ['legacy_notes'], unique: true },
      ],
    });
  });
  it.each([
    ['a condition', table('Table | Columns | Where', 'tasks | title | type is null')],
    ['a rule of its own', table('Table | Columns | Unique', 'tasks | title | per owner')],
    ['an expression', table('Table | Columns', 'tasks | lower(title)')],
  ])('or not at all: %s', (_, body) => {
    expect(plan('Add these indexes:', body)).toMatchObject({ decision: 'clarify' });
  });
});

describe('tables of columns', () => {
  it('say by a mark or by words what is unique, a key, a reference', () => {
    expect(
      plan(
        'Add a table notes:',
        table(
          'Column | Type | Nullable | Unique | Primary key | Key | References',
          'id | uuid | no | no | primary key | |',
          'code | text | not null | unique | | |',
          'label | text | null | per task | no | |',
          'task_id | uuid | nullable | | | MUL | → tasks',
        ),
      ),
    ).toMatchObject({
      decision: 'change',
      operations: [
        {
          op: 'create_table',
          table: 'notes',
          primaryKey: ['id'],
          columns: [
            { name: 'id', type: 'uuid' },
            { name: 'code', type: 'text', notNull: true, unique: true },
            { name: 'label', type: 'text' },
            { name: 'task_id', type: 'uuid', references: { table: 'tasks', column: 'id' } },
          ],
          uniques: [['task_id', 'label']],
        },
      ],
    });
  });
  it.each([
    ['Unique', 'on Mondays'],
    ['Primary key', 'with another'],
  ])('and are asked about below %s', (head, said) => {
    expect(
      plan('Add these columns to tasks:', table(`Column | Type | ${head}`, `code | text | ${said}`)),
    ).toMatchObject({ decision: 'clarify', questions: [`How is "${said}" of code meant, below "${head}"?`] });
  });
});

describe('lists of columns', () => {
  it('hold references and values', () => {
    expect(
      plan(
        'Add these columns to tasks:',
        `\`\`\`json
{
  "columns": [
    { "name": "priority", "type": "integer", "required": true, "default": 3 },
    { "name": "reviewer_id", "type": "uuid", "references": { "table": "profiles", "column": "id" } },
    { "name": "helper_id", "type": "uuid", "foreignKey": "profiles" },
    { "name": "mood", "type": "text", "enum": ["good", "bad"], "description": "how it went" }
  ]
}
\`\`\``,
      ),
    ).toMatchObject({
      decision: 'change',
      operations: [
        { column: 'priority', type: 'integer', notNull: true, default: '3' },
        { column: 'reviewer_id', references: { table: 'profiles', column: 'id' } },
        { column: 'helper_id', references: { table: 'profiles', column: 'id' } },
        { column: 'mood', type: 'text', check: `"mood" in ('good', 'bad')` },
      ],
    });
  });
  it('with a pair a line', () => {
    expect(
      plan('Add these columns to tasks:', '```yaml\n- priority: integer\n- note: text\n```'),
    ).toMatchObject({
      decision: 'change',
      operations: [
        { column: 'priority', type: 'integer' },
        { column: 'note', type: 'text' },
      ],
    });
  });
  it('with a key that nobody knows are asked about', () => {
    expect(
      plan(
        'Add these columns to tasks:',
        '```json\n{ "priority": { "type": "integer", "collation": "C" } }\n```',
      ),
    ).toMatchObject({ decision: 'clarify' });
  });
});

describe('a check that is shown', () => {
  it.each([
    ['in a span', 'The minutes are `estimated_minutes > 0`.'],
    ['in a block', '```sql\nCHECK (estimated_minutes > 0);\n```'],
  ])('%s', (_, body) => {
    expect(plan('Minutes below zero', `${body}\n\nCan we add a check for that?`)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_check', table: 'tasks', check: 'estimated_minutes > 0' }],
    });
  });
  it('of columns that two tables have', () => {
    expect(plan('Times', 'Can we add a constraint for this?\n\n`updated_at >= created_at`')).toMatchObject({
      decision: 'clarify',
      questions: ['Which table is the check updated_at >= created_at meant for: profiles, tasks?'],
    });
  });
});

describe('a model', () => {
  it('that stands in the text without a fence', () => {
    expect(
      plan('Add an attachments model', 'model Attachment {\n  id  Int @id\n  url String\n}\n\nThat is all.'),
    ).toMatchObject({
      decision: 'change',
      operations: [
        {
          op: 'create_table',
          table: 'attachments',
          columns: [
            { name: 'id', type: 'integer' },
            { name: 'url', type: 'text', notNull: true },
          ],
        },
      ],
    });
  });
  const labels = (...values: string[]) =>
    `enum TaskStatus {\n${values.map((one) => `  ${one}\n`).join('')}\n  @@map("task_status")\n}`;
  it('whose enum has more values keeps their order', () => {
    expect(
      plan(
        'Extend the status of tasks',
        `\`\`\`prisma\n${labels('idea', 'draft', 'review', 'published', 'archived', 'gone')}\n\nmodel Task {\n  status TaskStatus\n  priority Int?\n}\n\`\`\``,
      ),
    ).toMatchObject({
      decision: 'change',
      operations: [
        { op: 'add_enum_value', value: 'idea', before: 'draft' },
        { op: 'add_enum_value', value: 'review', after: 'draft' },
        { op: 'add_enum_value', value: 'gone' },
        { op: 'add_column', column: 'priority', type: 'integer' },
      ],
    });
  });
  it('whose diff adds a value in the middle, too', () => {
    const diff = labels('draft', 'published', 'paused', 'archived')
      .replace(/^/gm, ' ')
      .replace('   paused', '+  paused');
    expect(plan('Change the status', `\`\`\`diff\n${diff}\n\`\`\``)).toMatchObject({
      decision: 'change',
      operations: [{ op: 'add_enum_value', name: 'task_status', value: 'paused', after: 'published' }],
    });
  });
});
