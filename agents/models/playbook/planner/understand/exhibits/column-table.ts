import { type FactsReading, join, noFacts, scanFacts } from '../../attributes/read.ts';
import type { ColumnFacts } from '../../attributes/spec.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameOf, type TableReading } from '../../grammar/slots/names.ts';
import { isStopword } from '../../lexicon/stopwords.ts';
import { emptyMarks, noMarks, type Role, roleOf, yesMarks } from '../../lexicon/table-headers.ts';
import { tableNameOf } from '../../resolve/convention.ts';
import type { SchemaNames } from '../../resolve/schema-names.ts';
import type { Block } from '../../text/blocks.ts';
import { fold, tokenize } from '../../text/tokens.ts';
import { checkOrders } from '../../text/too-long.ts';
import { isOfPage } from '../about/of-page.ts';
import type { Draft } from '../draft.ts';
import { fieldLine } from '../lines/field-line.ts';
import { asReading, type Topic } from '../topic.ts';
import { indexRow } from './index-row.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** What the text says around a table. */
export interface TableLead {
  /** Columns, indexes or types are asked for above. */
  readonly wants: 'columns' | 'indexes' | 'types' | 'names' | undefined;
  /** The one table that the text speaks of. */
  readonly about: TableReading | undefined;
  /** What the title calls, below a heading such as `Schema`: `Add teams`. */
  readonly titled?: string | undefined;
}

const plainCell = (cell: string): string =>
  fold(cell.replace(/[`*?:]/g, ' ').replace(/\(s\)/g, 's'))
    .replace(/\s+/g, ' ')
    .trim();

const isYes = (cell: string): boolean => yesMarks.has(plainCell(cell));
const isNo = (cell: string): boolean => noMarks.has(plainCell(cell));
const isEmpty = (cell: string): boolean => emptyMarks.has(plainCell(cell));

/** A cell of a column whose head says what it is about; questions where it is not read. */
function cellFacts(role: Role | undefined, cell: string, context: ReadingContext): FactsReading {
  const of = (facts: ColumnFacts): FactsReading => ({ ...noFacts, facts });
  // `VARCHAR2(50 BYTE)`: what the length counts, in Oracle.
  const scan = (text: string): FactsReading =>
    scanFacts(tokenize(text.replace(/(\d) (?:byte|char)(?=\))/gi, '$1')), context);
  switch (role) {
    case 'required':
      return isYes(cell)
        ? of({ notNull: true })
        : isNo(cell)
          ? noFacts
          : isEmpty(cell)
            ? noFacts
            : scan(cell);
    case 'nullable':
      if (isYes(cell) && plainCell(cell) !== 'not null') return of({ notNull: false });
      if (plainCell(cell) === 'null' || plainCell(cell) === 'nullable') return of({ notNull: false });
      return isNo(cell) || plainCell(cell) === 'not null'
        ? of({ notNull: true })
        : isEmpty(cell)
          ? noFacts
          : scan(cell);
    case 'unique':
      if (isYes(cell) || plainCell(cell) === 'unique') return of({ unique: true });
      return isNo(cell) || isEmpty(cell) ? noFacts : scan(`unique ${cell}`);
    case 'primary':
      if (isYes(cell) || /^(?:pk|primary(?: key)?)$/.test(plainCell(cell))) return of({ primaryKey: true });
      return isNo(cell) || isEmpty(cell) ? noFacts : scan(cell);
    case 'default':
      return isEmpty(cell) ? noFacts : scan(`default ${cell}`);
    case 'references':
      if (isEmpty(cell) || isNo(cell) || isYes(cell)) return noFacts;
      return scan(
        /\b(?:fk|foreign|references?|refers)\b/i.test(cell)
          ? cell
          : `references ${cell.replace(/^[→>-]+\s*/, '')}`,
      );
    case 'key': {
      const word = plainCell(cell);
      if (/^(?:pri|pk|primary|primary key)$/.test(word)) return of({ primaryKey: true });
      if (/^(?:uni|uq|uk|unique)$/.test(word)) return of({ unique: true });
      if (/^(?:mul|index|idx|yes)$/.test(word)) return of({ index: true });
      return isEmpty(cell) || isNo(cell) || word === 'fk' ? noFacts : scan(cell);
    }
    case 'notes':
    case undefined: {
      if (isEmpty(cell)) return noFacts;
      const read = scan(cell);
      // `Default language of the page` says what the column is for.
      const { default: value, type, oneOf, notNull, ...facts } = read.facts;
      const said =
        /\bdefault(?:s to| is| value|:)|(?:^|[,;(]\s*)default\s+\S+\s*(?:$|[,;)])/i.test(cell) &&
        value !== undefined
          ? { default: value }
          : {};
      const nulls =
        /^(?:optional|required|nullable|not null)\b/i.test(cell.trim()) && notNull !== undefined
          ? { notNull }
          : {};
      const values =
        oneOf !== undefined && /\b(?:one of|enum|allowed|values)\b|\(/i.test(cell) ? { oneOf } : {};
      return { ...read, facts: { ...facts, ...said, ...nulls, ...values } };
    }
    default:
      return isEmpty(cell) ? noFacts : scan(cell);
  }
}

/** Reads a table of columns, types, names or indexes; false where it is none, or nobody asked for it. */
export function readColumnTable(
  { header, rows }: Table,
  draft: Draft,
  topic: Topic | undefined,
  lead: TableLead,
  context: ReadingContext,
): boolean {
  const roles = header.map((cell) => roleOf(plainCell(cell)));
  const at = (role: Role): number => roles.indexOf(role);
  const cell = (row: readonly string[], role: Role): string =>
    at(role) === -1 ? '' : (row[at(role)] ?? '').trim();
  const bare = (text: string): string => text.replaceAll('`', '').trim();
  const tableOf = (row: readonly string[]): TableReading | undefined => {
    const said = bare(cell(row, 'table'));
    const known = context.names.knownTable(said);
    return said === '' ? lead.about : { text: said, marked: true, ...(known ? { table: known } : {}) };
  };
  const nameAt = at('name') === -1 && at('table') !== 0 ? 0 : at('name');
  if (lead.wants === 'names' && at('oldName') + at('newName') > 0) {
    const old = at('oldName') === -1 ? 'name' : 'oldName';
    if (at(old) === -1 || at('newName') === -1) return false;
    // `| Page | Name | Replace |`: of something else.
    const known = (row: readonly string[]): boolean =>
      tableOf(row)?.table !== undefined || context.names.knownTable(bare(cell(row, old))) !== undefined;
    if (old === 'name' && !rows.some(known)) return false;
    for (const row of rows.filter((cells) => !cells.every(isEmpty))) {
      const to = nameOf(bare(cell(row, 'newName')), true);
      const from = bare(cell(row, old));
      const table = tableOf(row);
      // The table itself: it stands in both places, or where no other one is told.
      const itself = (at('table') === -1 || table?.text === from) && context.names.knownTable(from);
      draft.rules.push(
        itself
          ? { kind: 'renameTable', table: itself, to }
          : { kind: 'rename', table, from: nameOf(from, true), to },
      );
    }
    return true;
  }
  if (lead.wants === 'indexes' && (at('columns') !== -1 || at('name') !== -1)) {
    if (at('table') === -1 && lead.about === undefined) return false;
    const read = rows.map((row) => indexRow(header, roles, row));
    if (!read.every((one) => one !== undefined)) return false;
    for (const [index, { columns, ...one }] of read.entries())
      draft.rules.push({
        kind: 'index',
        table: tableOf(rows[index] ?? []),
        columns: columns.map((column) => nameOf(column, true)),
        include: [],
        where: undefined,
        ...one,
      });
    return true;
  }
  if (lead.wants === 'types' && at('newType') !== -1) {
    const types = rows.map((row) => scanFacts(tokenize(cell(row, 'newType')), context));
    if (!types.every(({ facts }) => facts.type !== undefined)) return false;
    rows.forEach((row, index) => {
      draft.rules.push({
        kind: 'changeType',
        table: tableOf(row),
        column: nameOf(bare(row[nameAt] ?? ''), true),
        type: types[index]?.facts.type ?? '',
        notes: types[index]?.notes ?? [],
      });
    });
    return true;
  }
  if (topic?.kind === 'columns' && at('value') === 0 && topic.drafts.length === 1)
    return allowedValues(rows, topic.drafts[0], draft);
  const named =
    at('name') !== -1 ||
    /column|field|name|attribute|spalte|feld|columna|campo|colonne|champ|coluna/i.test(header[0] ?? '');
  const owned = topic?.kind === 'table' || topic?.kind === 'columns' || topic?.kind === 'moreColumns';
  const elsewhere =
    lead.wants === 'columns' &&
    (at('table') !== -1 || (topic === undefined && lead.about !== undefined && at('type') !== -1));
  // `Add teams`, and below `Schema` its columns with their key: no table has them yet.
  const keyed =
    at('type') !== -1 &&
    rows.some(
      (row) =>
        /^`?id`?$/i.test((row[Math.max(nameAt, 0)] ?? '').trim()) ||
        /\bprimary key\b|\bpk\b/i.test(row.join(' ')),
    );
  const made =
    topic === undefined && named && keyed && !elsewhere && lead.titled !== undefined
      ? draft.table({ text: tableNameOf(lead.titled, context.names.convention), marked: false })
      : undefined;
  if (!named || at('oldType') !== -1 || (!owned && !elsewhere && !made)) return false;
  if (made) draft.notes.push(`the columns are those of a new table ${made.name.text}, as the title calls it`);
  checkOrders(rows.length);
  for (const row of rows) {
    const line = fieldLine(tokenize(row[Math.max(nameAt, 0)] ?? ''), context);
    if (!line) continue;
    let { facts } = line;
    row.forEach((text, index) => {
      if (index === Math.max(nameAt, 0) || roles[index] === 'table') return;
      const read = cellFacts(roles[index], text, context);
      // A mark or a few words are all that these say: the rest is a rule that nobody reads.
      if (/^(?:unique|primary)$/.test(roles[index] ?? '') && read.left.length > 0)
        draft.questions.push(`How is "${text.trim()}" of ${line.name.text} meant, below "${header[index]}"?`);
      facts = join(facts, read);
    });
    const type = cell(row, 'type');
    if (facts.facts.type === undefined && facts.facts.oneOf === undefined && !isEmpty(type))
      draft.questions.push(`Which type of PostgreSQL is "${type}", of ${line.name.text}?`);
    if (made) draft.tableColumn(made, line.name, facts);
    else if (elsewhere) draft.column(line.name, tableOf(row), facts, true);
    else if (topic?.kind === 'table') draft.tableColumn(topic.draft, line.name, facts);
    else if (owned)
      draft.column(
        line.name,
        topic.kind === 'columns' || topic.kind === 'moreColumns' ? topic.table : undefined,
        facts,
        true,
      );
  }
  return true;
}

/** `| value | meaning |` below a new column: what it may hold. */
function allowedValues(
  rows: readonly (readonly string[])[],
  column: { readonly name: { readonly text: string }; facts: FactsReading } | undefined,
  draft: Draft,
): boolean {
  const values = rows.map(([first = '']) => first.replaceAll(/[`'"]/g, '').trim());
  if (!column || values.length < 2 || values.some((value) => !/^[\w-]+$/.test(value))) return false;
  if (column.facts.facts.oneOf !== undefined) return true;
  column.facts = join(column.facts, { ...noFacts, facts: { oneOf: values } });
  draft.notes.push(`the values of ${column.name.text} are those of the table: ${values.join(', ')}`);
  return true;
}

const words: readonly (readonly [NonNullable<TableLead['wants']>, RegExp])[] = [
  ['names', /\b(?:rename|renames|renaming|umbenennen|renombrar|renommer|renomear)\b/i],
  ['types', /\b(?:types?|datatypes?|datentyp|tipos?)\b/i],
  ['indexes', /\b(?:index|indexes|indices|indizes)\b/i],
  ['columns', /\b(?:columns?|fields?|spalten|felder|columnas|campos|colonnes|champs|colunas)\b/i],
];
const orders =
  /\b(?:add|adds|adding|missing|new|create|need|needs|introduce|extend|change|changes|alter|convert|rename|renaming|lack|fehlende?|neue|hinzufugen|anadir|agregar|ajouter|adicionar|faltan|manquent?|cambiar|changer|alterar)\b/i;

/** What the line above a table, or the title, asks for. */
export function tableLead(
  texts: readonly string[],
  mentioned: readonly NonNullable<TableReading['table']>[],
  names: SchemaNames,
): TableLead {
  const said = texts.some((text) => isOfPage(fold(text), names))
    ? undefined
    : texts.map(fold).find((text) => orders.test(text));
  const [only, ...others] = mentioned;
  return {
    wants: said === undefined ? undefined : words.find(([, form]) => form.test(said))?.[0],
    about: only && others.length === 0 ? asReading(only) : undefined,
    titled: schemaHeading.test(texts[0] ?? '') ? calledBy(texts.at(-1) ?? '', names) : undefined,
  };
}

const schemaHeading =
  /^(?:proposed |new |database |db |sql |data )*(?:schema|table|model|structure|definition)s?(?: (?:structure|definition|schema|design|changes))?:?$/i;
const titleNoun =
  /^(?:(?:add|create|introduce|support|implement|new) )?(?:an? |the |new )*([a-z]+(?: [a-z]+)?)(?: (?:table|model|entity|schema|support))?$/i;

/** `Add teams`: the table, where there is none of that name. */
function calledBy(title: string, names: SchemaNames): string | undefined {
  const [, noun] = titleNoun.exec(title.trim()) ?? [];
  if (noun === undefined || isOfPage(fold(title), names) || names.table(noun).how !== 'unknown')
    return undefined;
  return isStopword({ low: noun.toLowerCase(), text: noun }) ? undefined : noun;
}
