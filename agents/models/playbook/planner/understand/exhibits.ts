import { expressionFault } from '../../../../../postgres/operations/syntax.ts';
import { join, scanFacts } from '../attributes/read.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import { nameKey } from '../resolve/words.ts';
import type { Block } from '../text/blocks.ts';
import { tokenize } from '../text/tokens.ts';
import { isChange, readDdl, type SqlReading } from './ddl.ts';
import { Draft } from './draft.ts';
import { fieldLine } from './field-line.ts';
import { readJsonExample } from './json-example.ts';
import { mapperSql } from './mapper-migration.ts';
import { withJoins } from './model-joins.ts';
import { withNames } from './model-names.ts';
import { type ModelSql, modelSql, showsTables } from './model-sql.ts';
import { quoted, schemaIn } from './models/index.ts';
import { isDocumentModel } from './other-store.ts';
import type { Topic } from './topic.ts';

/** SQL; an error begins so, too: `update or delete on table …`. */
const statement =
  /^\s*(?:--.*\n\s*)*(?:alter|create|drop|update|insert|delete|select|with|begin|grant|revoke|truncate|comment)\b(?! or \w+ on table)/i;

/** A code block or a table, read in the light of what the text speaks about; with the new topic where it opens one. */
export function readExhibit(
  content: Extract<Block, { kind: 'code' | 'table' }>,
  draft: Draft,
  topic: Topic | undefined,
  context: ReadingContext,
  { ordered, told }: { readonly ordered: boolean; readonly told: boolean },
): SqlReading {
  if (content.kind === 'table') {
    readTable(content, draft, topic, context);
    return nothing;
  }
  if (statement.test(content.text)) {
    if (!told) return readDdl(content.text, draft, context);
    // Somebody tells of these statements: whether they are wanted, too, only they know.
    const { unread } = readDdl(content.text, new Draft(), context);
    const changes = content.text.split(';').filter(isChange);
    return { topic: undefined, unread: unread.length > 0 ? unread : changes.map((sql) => sql.trim()) };
  }
  const text = content.text.trim().replace(/;$/, '');
  const open = draft.fills.findLast((fill) => fill.expression === undefined);
  if (open && sqlLanguages.has(content.language) && expressionFault(text) === null) {
    open.expression = { kind: 'sql', sql: text.replace(/\s+/g, ' ') };
  } else if (schemaCode.test(text) || isDocumentModel(text) || (ordered && declarative.test(text))) {
    const statements = mapperSql(text);
    if (statements !== undefined)
      return told
        ? { topic: undefined, unread: statements }
        : readDdl(statements.join(';\n'), draft, context);
    const found = schemaIn(
      text,
      new Map(context.catalog.enums.map(({ name, labels }) => [nameKey(name), labels])),
    );
    const schema = found && withJoins(withNames(found, context), context);
    if (schema && showsTables(schema, context)) return nothing;
    const asked = schema && ordered ? modelSql(schema, draft, context) : undefined;
    if (asked !== undefined) return readDdl(asked.statements.join(';\n'), draft, withEnums(asked, context));
    return { topic: undefined, unread: [text.replace(/\s+/g, ' ').slice(0, 80)] };
  } else if (content.language.startsWith('json') || text.startsWith('{')) {
    readJsonExample(text, draft, topic);
  }
  return nothing;
}

/** Columns of the same snippet may have the enums that it makes as their type. */
const withEnums = ({ enums }: ModelSql, context: ReadingContext): ReadingContext => ({
  ...context,
  enums: new Map([
    ...context.enums,
    ...[...enums.values()].map((name): [string, string] => [
      nameKey(name),
      context.enums.get(nameKey(name)) ?? `public.${quoted(name)}`,
    ]),
  ]),
});

/** Schemas and migrations of object mappers: they order a change in a language that nobody reads here. */
const schemaCode =
  /\b(?:add_column|add_reference|add_foreign_key|add_timestamps|create table\(:|alter table\(:|change_table|knex\.schema|queryInterface|create_table|drop_table|rename_column|change_column|remove_column|add_index|t\.(?:string|integer|text|boolean|references)|addColumn|createTable|dropTable|renameColumn|removeColumn|Schema::|models\.(?:\w+Field|ForeignKey)|op\.(?:add|drop|alter|create))\b|^\s*(?:model|enum) \w+ \{|@(?:Entity|Column)\b|\b(?:pgTable|mysqlTable)\(/m;
/** SQLAlchemy's, Sequelize's, Exposed's: as often an example of how the application works, so only where it is asked for. */
const declarative =
  /__tablename__|\bmapped_column\(|\bdb\.Column\(|\bDataTypes\.[A-Z]+\b|\bobject \w+ ?: ?\w*Table\(/;
const nothing: SqlReading = { topic: undefined, unread: [] };
const sqlLanguages: ReadonlySet<string> = new Set(['sql', 'postgresql', 'postgres', 'pgsql', '']);

/** `| column | type | … |`, one column a row. */
function readTable(
  { header, rows }: Extract<Block, { kind: 'table' }>,
  draft: Draft,
  topic: Topic | undefined,
  context: ReadingContext,
): void {
  if (topic?.kind === 'json') {
    for (const [from, to] of rows) {
      const [a, b] = [from, to].map((cell) => cell?.replaceAll('`', '').trim());
      if (a && b && /^[\w.]+$/.test(a) && /^[\w.]+$/.test(b)) topic.draft.moves.push({ from: a, to: b });
    }
    return;
  }
  if (topic?.kind === 'rows' && topic.rule.rows.length === 0) {
    topic.rule.header = header.map((cell) => cell.replaceAll('`', '').trim());
    topic.rule.rows = rows.map((row) => row.map((text) => ({ text, is: 'written' })));
    return;
  }
  if (topic?.kind !== 'table' && topic?.kind !== 'columns' && topic?.kind !== 'moreColumns') return;
  const headed = /column|field|name|attribute|spalte|feld|columna|campo|colonne|champ|coluna/i.test(
    header[0] ?? '',
  );
  if (!headed) return;
  for (const row of rows) {
    const [first = '', ...rest] = row;
    const line = fieldLine(tokenize(first), context);
    if (!line) continue;
    let { facts } = line;
    rest.forEach((cell, index) => {
      const key = (header[index + 1] ?? '').toLowerCase();
      const lead = /default/.test(key)
        ? 'default '
        : /^null/.test(key)
          ? 'nullable : '
          : /required|mandatory/.test(key)
            ? 'required : '
            : '';
      const empty = /^[-–—\s]*$/.test(cell);
      if (!empty) facts = join(facts, scanFacts(tokenize(lead + cell), context));
    });
    if (topic.kind === 'table') draft.tableColumn(topic.draft, line.name, facts);
    else draft.column(line.name, topic.table, facts, true);
  }
}
