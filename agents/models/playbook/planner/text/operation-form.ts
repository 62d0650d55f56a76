import type { Block } from './blocks.ts';
import { answered, empty, keyOf } from './form-fields.ts';

type Field = 'operation' | 'table' | 'columns' | 'name' | 'type' | 'unique';

/** What a form calls the parts of one change. */
const fields: Readonly<Record<string, Field>> = {
  operation: 'operation',
  change: 'operation',
  action: 'operation',
  'change type': 'operation',
  'type of change': 'operation',
  'kind of change': 'operation',
  'requested change': 'operation',
  table: 'table',
  'table name': 'table',
  column: 'columns',
  columns: 'columns',
  'column name': 'columns',
  field: 'columns',
  fields: 'columns',
  'new name': 'name',
  'new type': 'type',
  type: 'type',
  unique: 'unique',
};

/** What is new is told by the other answers. */
const described = /^(?:add|create) (?:an? |the )?(?:new )?(?:columns?|fields?|tables?)\.?$/i;

type Answers = Partial<Readonly<Record<Field, string>>>;

const orders: readonly (readonly [RegExp, (answers: Answers) => readonly (string | undefined)[]])[] = [
  [
    /^(?:add|create) (?:an? |the )?(?:new )?index\.?$/i,
    ({ table, columns, unique = 'no' }) => [
      /^(?:yes|true)/i.test(unique) ? 'create unique index on' : 'create index on',
      table,
      columns && `(${columns})`,
    ],
  ],
  [
    /^(?:drop|remove|delete) (?:an? |the )?(?:column|field)s?\.?$/i,
    (answers) => ['drop the column', columnOf(answers)],
  ],
  [/^(?:drop|remove|delete) (?:an? |the )?table\.?$/i, ({ table }) => ['drop the table', table]],
  [
    /^rename (?:an? |the )?(?:column|field)\.?$/i,
    (answers) => ['rename', columnOf(answers), 'to', answers.name],
  ],
  [/^rename (?:an? |the )?table\.?$/i, ({ table, name }) => ['rename the table', table, 'to', name]],
  [
    /^(?:change|alter|modify) (?:an? |the )?(?:column |data ?)?type\.?$/i,
    (answers) => ['change the type of', columnOf(answers), 'to', answers.type],
  ],
];

const columnOf = ({ table, columns }: Answers): string | undefined =>
  table === undefined || columns === undefined || /[\s,]/.test(columns) ? undefined : `${table}.${columns}`;

/** `Operation: rename column` beside `Table:`, `Column:` and `New name:`, as forms ask for it: one order. */
export function readOperationForm(blocks: readonly Block[]): readonly Block[] {
  const answers: Partial<Record<Field, string>> = {};
  const used = new Map<number, Field>();
  for (const [at, block] of blocks.entries()) {
    const next = blocks[at + 1];
    const headed = block.kind === 'heading' && next?.kind === 'paragraph';
    const spoken = block.kind === 'paragraph' || block.kind === 'item' ? answered.exec(block.text) : null;
    const asks = fields[keyOf(headed ? block.text : (spoken?.[1] ?? ''))];
    const answer = (headed && next?.kind === 'paragraph' ? next.text : (spoken?.[2] ?? '')).replace(
      /[`*]/g,
      '',
    );
    if (asks === undefined || answers[asks] !== undefined || answer === '' || empty.test(answer)) continue;
    answers[asks] = answer.trim();
    used.set(at, asks);
    if (headed) used.set(at + 1, asks);
  }
  const { operation } = answers;
  if (operation === undefined) return blocks;
  if (described.test(operation)) return blocks.filter((_, at) => used.get(at) !== 'operation');
  const parts = orders.find(([form]) => form.test(operation))?.[1](answers);
  if (!parts || parts.includes(undefined)) return blocks;
  return [
    { kind: 'heading', text: '', level: 1 },
    { kind: 'paragraph', text: parts.join(' ') },
    { kind: 'heading', text: '', level: 1 },
    ...blocks.filter((_, at) => !used.has(at)),
  ];
}
