import { expressionFault } from '../../../../../../postgres/operations/syntax.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Block } from '../../text/blocks.ts';
import { isDocumentModel } from '../about/other-store.ts';
import { Draft } from '../draft.ts';
import { mapperSql } from '../mappers/index.ts';
import { isLiquibase } from '../mappers/liquibase.ts';
import { modelSql, showsTables } from '../models/as-sql.ts';
import { withJoins } from '../models/joins.ts';
import { withNames } from '../models/names.ts';
import type { NamedModel } from '../models/ordered.ts';
import { isChange, readDdl, type SqlReading } from '../sql/ddl.ts';
import type { Topic } from '../topic.ts';
import { readColumnLines } from './column-lines.ts';
import { readColumnTable, type TableLead } from './column-table.ts';
import { diffIn } from './diff.ts';
import { readJsonExample } from './json-example.ts';
import { readListed } from './listed-columns.ts';
import { isElided, readDiff, readPair, schemaOf, withEnums, withoutElision } from './paired.ts';

/** SQL; an error begins so, too: `update or delete on table …`, and what Ecto calls: `create table(:posts) do`. */
const statement =
  /^\s*(?:(?:--.*\n|\/\*[\s\S]*?\*\/)\s*)*(?:(?:alter|create|drop|update|insert|delete|select|with|begin|grant|revoke|truncate|comment|start transaction)\b(?! or \w+ on table| \w+\(:)|do\s+\$|set\s+\w+\s*(?:=|to\b))/i;

/** What the text says of a snippet. */
export interface Lead {
  /** It is wanted. */
  readonly ordered: boolean;
  /** It is told of, as what was run. */
  readonly told: boolean;
  /** What it shall take the place of. */
  readonly before?: string | undefined;
  readonly table?: TableLead;
  /** Whether one of these is asked for by its name: `Add badges`. */
  readonly orders?: (models: readonly NamedModel[]) => boolean;
}

/** `ALTER TABLE <relation name> …`: how such statements look, and none. */
const placeholder = /<[a-z]+(?:[ _-][a-z]+)*>|^\s*(?:\.\.\.|…),?\s*$/im;

/** A code block or a table, read in the light of what the text speaks about; with the new topic where it opens one. */
export function readExhibit(
  content: Extract<Block, { kind: 'code' | 'table' }>,
  draft: Draft,
  topic: Topic | undefined,
  context: ReadingContext,
  lead: Lead,
): SqlReading {
  const { ordered, told, before, table = { wants: undefined, about: undefined } } = lead;
  if (content.kind === 'table') {
    const read = readTable(content, draft, topic, table, context);
    return read ? { ...nothing, settles: true } : nothing;
  }
  const diff = diffIn(content.text, content.language);
  if (diff) {
    const whole = diff.around.length + diff.removed.length === 0;
    if (whole)
      return readExhibit({ ...content, language: '', text: diff.after }, draft, topic, context, {
        ordered: true,
        told,
      });
    const isSchema =
      schemaCode.test(diff.after) || declarative.test(diff.after) || statement.test(diff.after);
    const read = told ? undefined : readDiff(diff, draft, context);
    return read ?? (isSchema ? { topic: undefined, unread: [shortened(content.text)] } : nothing);
  }
  if (before !== undefined) {
    const read = readPair([before, content.text], draft, context);
    if (read) return read;
  } else if (ordered && isCreation.test(content.text) && !told) {
    const read = readWished(content.text, draft, context);
    if (read) return read;
  }
  if (statement.test(content.text)) {
    if (placeholder.test(content.text) && !draft.begun) return nothing;
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
  } else if (
    schemaCode.test(text) ||
    isLiquibase(text) ||
    isDocumentModel(text) ||
    (declarative.test(text) && (ordered || isOrdered(text, lead, context)))
  ) {
    const statements = mapperSql(text);
    if (statements !== undefined)
      return told
        ? { topic: undefined, unread: statements }
        : readDdl(statements.join(';\n'), draft, context);
    const found = schemaOf(withoutElision(text), context);
    const schema = found && withJoins(withNames(found, context), context);
    if (schema && showsTables(schema, context)) return nothing;
    // Of a new table all columns have to be there.
    const open = schema?.models.some(
      ({ model, table }) => !context.names.knownTable(table) && isElided(text, model),
    );
    if (open) return { topic: undefined, unread: [shortened(text)] };
    const wanted = ordered || (schema !== undefined && lead.orders?.(schema.models) === true);
    const asked = schema && wanted ? modelSql(schema, draft, context) : undefined;
    if (asked !== undefined) return readDdl(asked.statements.join(';\n'), draft, withEnums(asked, context));
    return { topic: undefined, unread: [shortened(text)] };
  } else if (!readListed(text, draft, topic, context)) {
    const lines = readColumnLines(text, draft, topic, context);
    if (lines) return lines;
    if (content.language.startsWith('json') || text.startsWith('{')) readJsonExample(text, draft, topic);
  }
  return nothing;
}

/** Schemas and migrations of object mappers: they order a change in a language that nobody reads here. */
const schemaCode =
  /\b(?:add_column|add_reference|add_foreign_key|add_timestamps|create table\(:|alter table\(:|change_table|knex\.schema|queryInterface|queryRunner\.(?:query|addColumn|createTable|createIndex)|pgm\.\w+|create_enum|create_table|drop_table|rename_column|change_column|remove_column|add_index|t\.(?:string|integer|text|boolean|references)|addColumn|createTable|dropTable|renameColumn|removeColumn|Schema::|models\.(?:\w+Field|ForeignKey)|op\.(?:add|drop|alter|create))\b|^\s*(?:model|enum) \w+ \{|@(?:Entity|Column)\b|\b(?:pgTable|mysqlTable)\(|^\s*Table \w+[^\n]*\{/m;
/** SQLAlchemy's, Sequelize's, Exposed's: as often an example of how the application works, so only where it is asked for. */
const declarative =
  /__tablename__|\bmapped_column\(|\bdb\.Column\(|\bDataTypes\.[A-Z]+\b|\bobject \w+ ?: ?\w*Table\(|^\s*erDiagram\b/;
/** `Add badges` above a model of that name. */
const isOrdered = (text: string, { orders }: Lead, context: ReadingContext): boolean =>
  orders?.(schemaOf(text, context)?.models ?? []) === true;

const shortened = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 80);
const isCreation = /^\s*(?:--[^\n]*\n\s*)*create\s+table\b/i;

/** `It should look like this:` above a table that is there: what it lacks. */
function readWished(text: string, draft: Draft, context: ReadingContext): SqlReading | undefined {
  const schema = schemaOf(text, context);
  if (!schema?.models.every(({ table }) => context.names.knownTable(table) !== undefined)) return undefined;
  const asked = modelSql(schema, draft, context);
  return asked && readDdl(asked.statements.join(';\n'), draft, context);
}

const nothing: SqlReading = { topic: undefined, unread: [] };
const sqlLanguages: ReadonlySet<string> = new Set(['sql', 'postgresql', 'postgres', 'pgsql', '']);

/** `| column | type | … |`, one column a row. */
function readTable(
  { header, rows }: Extract<Block, { kind: 'table' }>,
  draft: Draft,
  topic: Topic | undefined,
  lead: TableLead,
  context: ReadingContext,
): boolean {
  if (topic?.kind === 'json') {
    for (const [from, to] of rows) {
      const [a, b] = [from, to].map((cell) => cell?.replaceAll('`', '').trim());
      if (a && b && /^[\w.]+$/.test(a) && /^[\w.]+$/.test(b)) topic.draft.moves.push({ from: a, to: b });
    }
    return true;
  }
  if (topic?.kind === 'rows' && topic.rule.rows.length === 0) {
    topic.rule.header = header.map((cell) => cell.replaceAll('`', '').trim());
    topic.rule.rows = rows.map((row) => row.map((text) => ({ text, is: 'written' })));
    return true;
  }
  return readColumnTable({ kind: 'table', header, rows }, draft, topic, lead, context);
}
