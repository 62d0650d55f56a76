import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant, type FieldReading, field } from '../../grammar/slots/fields.ts';
import { generalNames } from '../../lexicon/general-names.ts';
import { columnOf, displayName } from '../../resolve/schema-names.ts';
import { nameKey } from '../../resolve/words.ts';
import { namesWhole } from '../../text/names-whole.ts';
import { tokenize } from '../../text/tokens.ts';
import { tablesIn } from '../mentioned.ts';
import { asReading } from '../topic.ts';
import type { Place, PlainTools } from './tools.ts';

const dotted = /\b(\w+)\.(\w+)\b/g;
const message = /\bcolumn ["'`\\]*(\w+)["'`\\]* of relation ["'`\\]*(\w+)/gi;

/** The one column that a request names with its table, as itself or in a message of PostgreSQL. */
export function spokenColumn({ text, names }: ReadingContext): FieldReading | undefined {
  const said = [
    ...[...text.matchAll(dotted)].map(([, table = '', column = '']) => [table, column] as const),
    ...[...text.matchAll(message)].map(([, column = '', table = '']) => [table, column] as const),
  ];
  const found = new Map<string, FieldReading>();
  for (const [of, name] of said) {
    const table = names.knownTable(of);
    const column = table && columnOf(table, name);
    if (table && column?.how === 'exact')
      found.set(`${table.schema}.${table.name}.${column.is.name}`, {
        text: column.is.name,
        table: asReading(table),
        tables: [table],
      });
  }
  const [only, ...others] = found.values();
  return others.length === 0 ? only : undefined;
}

/** A word that is as often no column as one: `status`, where no table is named. */
const isGeneral = (text: string): boolean =>
  !/_|[a-z][A-Z]/.test(text) && generalNames.has(text.toLowerCase());

type Named = { readonly table: CatalogTable; readonly column: CatalogColumn };

/** The one column that the title names: with its table, by a name that only one table has, or of a table named there. */
function titleColumn(context: ReadingContext): Named | undefined {
  const [title = ''] = context.text.split('\n');
  const tokens = tokenize(title.trim());
  const here = new Set(tablesIn(tokens, context));
  const found = new Map<CatalogColumn, Named>();
  for (let at = 0; at < tokens.length; ) {
    const [best] = [...field(tokens, at, context)].sort(
      (a, b) => b.next - a.next || Number(b.value.table !== undefined) - Number(a.value.table !== undefined),
    );
    if (!best || (best.value.table === undefined && here.size !== 1 && isGeneral(best.value.text))) {
      at += 1;
      continue;
    }
    const { text, table: said, tables } = best.value;
    const having = said ? tables : tables.filter((one) => here.size === 0 || here.has(one));
    const [table, ...others] = having;
    // Several tables have it: nobody can tell.
    if (others.length > 0) return undefined;
    const column = table && columnMeant(table, text);
    if (table && column) found.set(column, { table, column });
    at = best.next;
  }
  const [only, ...others] = found.values();
  return others.length === 0 ? only : undefined;
}

/** Whether the text names another column, as only columns are written. */
function namesOther({ column }: Named, { text, isName, hasColumn }: ReadingContext): boolean {
  return tokenize(text).some(({ kind, text: said }) => {
    const name = said.split('.').at(-1) ?? said;
    const written = kind === 'code' || /_|[a-z][A-Z]/.test(name);
    return written && hasColumn(name) && isName(name) && nameKey(name) !== nameKey(column.name);
  });
}

const focuses = new WeakMap<ReadingContext, Named | 'none'>();
function focusIn(context: ReadingContext): Named | undefined {
  const known = focuses.get(context);
  if (known) return known === 'none' ? undefined : known;
  const spoken = spokenColumn(context);
  const [table] = spoken?.tables ?? [];
  const column = table && columnMeant(table, spoken?.text ?? '');
  const named = table && column ? { table, column } : titleColumn(context);
  const found = named && !namesOther(named, context) ? named : undefined;
  focuses.set(context, found ?? 'none');
  return found;
}

/** Whether all that was read so far is about this column. */
function isOnly({ table, column }: Named, { draft, context }: PlainTools): boolean {
  if (draft.columns.length + draft.tables.length > 0) return false;
  return [...draft.rules, ...draft.fills].every((rule) => {
    const [own, ...others] = 'columns' in rule ? rule.columns : 'column' in rule ? [rule.column] : [];
    const said = 'table' in rule && rule.table && 'text' in rule.table ? rule.table : undefined;
    const of = said && (said.table ?? context.names.knownTable(said.text));
    const same = own !== undefined && nameKey(own.text) === nameKey(column.name);
    return same && others.length === 0 && (of === undefined || of === table);
  });
}

/**
 * What a sentence without a name of its own is about: the one column that the request names with its table, else
 * the one of the title, as long as nothing else is named or asked for. It is told as an assumption.
 */
export function focusOf(tools: PlainTools): Place | undefined {
  const named = focusIn(tools.context);
  if (!named || !isOnly(named, tools)) return undefined;
  const at = `${displayName(named.table)}.${named.column.name}`;
  const note = `the request is about ${at}: it names no other column`;
  if (!namesWhole(tools.context.text, at) && !tools.draft.notes.includes(note)) tools.draft.notes.push(note);
  return { ...named, at };
}

/** The one table that the title names, or else the text so far. */
export function tableInFocus({ context, mentioned }: PlainTools): CatalogTable | undefined {
  const [title = ''] = context.text.split('\n');
  const here = new Set(tablesIn(tokenize(title), context));
  const [only, ...others] = here.size > 0 ? here : new Set(mentioned);
  return others.length === 0 ? only : undefined;
}

/** The columns of a table that the text writes as only columns are; undefined where one of them is another table's. */
export function writtenColumns(
  { text, names }: ReadingContext,
  table: CatalogTable,
): readonly string[] | undefined {
  const written = tokenize(text).filter(
    ({ kind, text: said }) => kind === 'code' || /\w_\w|[a-z][A-Z]/.test(said),
  );
  const found = written.map(({ text: said }) => {
    const dot = said.lastIndexOf('.');
    const owner = dot > 0 ? names.knownTable(said.slice(0, dot)) : table;
    return owner === table && columnOf(table, said.slice(dot + 1)).how === 'exact'
      ? said.slice(dot + 1)
      : undefined;
  });
  return found.every((name) => name !== undefined) ? [...new Set(found)] : undefined;
}
