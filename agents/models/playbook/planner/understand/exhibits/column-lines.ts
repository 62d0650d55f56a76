import type { ReadingContext } from '../../grammar/slots/context.ts';
import { tokenize } from '../../text/tokens.ts';
import { Draft } from '../draft.ts';
import { type FieldLine, fieldLine } from '../lines/field-line.ts';
import { modelSql } from '../models/as-sql.ts';
import { quoted } from '../models/index.ts';
import { withNames } from '../models/names.ts';
import { readDdl, type SqlReading } from '../sql/ddl.ts';
import type { Topic } from '../topic.ts';
import { schemaOf, withEnums } from './paired.ts';

/* A snippet of columns alone, below an order that says of which table. Read whole, or by nobody. */

const wrappers: readonly ((table: string, lines: string) => string)[] = [
  (table, lines) => `model ${table} {\n${lines}\n}`,
  (table, lines) => `export const ${table} = pgTable('${table}', {\n${lines.replace(/,?\s*$/, '')}\n});`,
];

export function readColumnLines(
  text: string,
  draft: Draft,
  topic: Topic | undefined,
  context: ReadingContext,
): SqlReading | undefined {
  const nothing: SqlReading = { topic: undefined, unread: [] };
  if (topic?.kind !== 'moreColumns' && topic?.kind !== 'table') return undefined;
  if (topic.kind === 'table' && topic.draft.columns.length > 0) return undefined;
  const table =
    topic.kind === 'table' ? topic.draft.name.text : (topic.table?.table?.name ?? topic.table?.text ?? '');
  if (topic.kind === 'moreColumns' && /^\w+$/.test(table)) {
    for (const wrap of wrappers) {
      const schema = schemaOf(wrap(table, text), context);
      const asked = schema && modelSql(withNames(schema, context), draft, context);
      if (asked) return readDdl(asked.statements.join(';\n'), draft, withEnums(asked, context));
    }
    const lines = text
      .split('\n')
      .map((line) => line.trim().replace(/,$/, ''))
      .filter((line) => line !== '');
    const sql = lines.map((line) => `ALTER TABLE ${quoted(table)} ADD COLUMN ${line}`).join(';\n');
    if (/^\w+\s+[a-z]\w*/i.test(lines[0] ?? '')) {
      // First on paper: half of the lines would be another change.
      if (readDdl(sql, new Draft(), context).unread.length === 0) return readDdl(sql, draft, context);
    }
  }
  const lines = text
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^[-*•]\s+/, '')
        .replace(/,$/, ''),
    )
    .filter(
      (line) =>
        line !== '' &&
        !/^[-=]{3,}$/.test(line) &&
        !/^(?:fields|columns|attributes) ?:$/i.test(line) &&
        line.replace(/[:({]+\s*$/, '') !== table &&
        !/^[)}]$/.test(line),
    );
  const columns = lines.map((line) => fieldLine(tokenize(line), context));
  // Names alone, one of them as only columns are written.
  const bare =
    lines.length > 1 && lines.every((line) => /^\w+$/.test(line)) && lines.some((line) => /_/.test(line));
  const isRead = (line: FieldLine | undefined): line is FieldLine =>
    line !== undefined &&
    line.facts.left.length === 0 &&
    (bare || (line.facts.facts.type ?? line.facts.facts.references) !== undefined);
  if (columns.length === 0 || !columns.every(isRead)) return undefined;
  for (const { name, facts } of columns) {
    if (topic.kind === 'table') draft.tableColumn(topic.draft, name, facts);
    else draft.column(name, topic.table, facts, true);
  }
  return nothing;
}
