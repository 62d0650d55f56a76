import type { Operation } from '../../../../../postgres/operations/index.ts';
import type { NameReading } from '../grammar/slots/names.ts';
import { displayName } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import type { SplitDraft } from '../understand/draft.ts';
import { moveColumns } from './move-columns.ts';
import { at, type Build } from './outcome.ts';
import { rowsOf } from './split-rows.ts';

/** Columns that leave a table for one of their own. */
export function splitTables(build: Build): void {
  for (const split of build.draft.splits) splitTable(split, build);
}

function splitTable(split: SplitDraft, build: Build): void {
  const { names, operations, draft } = build;
  const moving = split.fields.flatMap(({ from }) => from ?? []);
  const target = names.table(
    split.table ? { text: split.table.name, marked: true, table: split.table } : undefined,
    (moving.length > 0 ? moving : split.columns).map((name) => name.text),
  );
  if (!target) return;
  if (!split.into) {
    names.ask(
      `What shall the new table be called that takes ${split.columns.map(({ text }) => text).join(', ') || 'columns'} out of ${target.name}?`,
    );
    return;
  }
  const into = names.newTableName(split.into);
  const known = names.there(split.into);
  if (known) {
    moveColumns(split, target, known, build);
    return;
  }
  // `profiles.notes` is a column of a table that is there, and no new table.
  const dot = split.into.text.lastIndexOf('.');
  const owner = dot === -1 ? undefined : names.there({ text: split.into.text.slice(0, dot), marked: true });
  if (owner) {
    names.ask(
      `"${split.into.text}" is a column of another table. By which of their columns do rows of ${target.name} belong to rows of ${displayName(owner)}, and what becomes of ${split.columns.map(({ text }) => text).join(', ')} in ${target.name}?`,
    );
    return;
  }
  const columns: Extract<Operation, { op: 'split_table' }>['columns'] = [];
  const add = (from: NameReading, to: string, type: string | undefined) => {
    const column = names.column(target, from);
    if (column !== undefined && !columns.some((one) => one.from === column)) {
      columns.push({ from: column, to, ...(type === undefined ? {} : { type }) });
    }
  };
  let keyColumn = 'id';
  let key: string | undefined;
  for (const { name, from, facts } of split.fields) {
    const own = names.newName(name);
    const told = facts.facts;
    const same = split.columns.find((column) => nameKey(column.text) === nameKey(name.text));
    if (from ?? same) {
      const source = from ?? same;
      if (source) add(source, own, typeIfOther(told.type, source, target.is?.columns));
    } else if (told.references && nameKey(told.references.table) === nameKey(target.name)) key = own;
    else if (told.primaryKey || own === 'id') keyColumn = own;
    else if (target.is?.columns.some((column) => column.name === own)) add(name, own, undefined);
    else names.ask(`Where does the column ${own} of the new table ${into} come from?`);
  }
  for (const column of split.columns) {
    if (!columns.some(({ from }) => nameKey(from) === nameKey(column.text)))
      add(column, names.newName(column), undefined);
  }
  if (columns.length === 0) {
    names.ask(`Which columns of ${target.name} move to ${into}?`);
    return;
  }
  const rows = rowsOf(
    split,
    columns.map(({ from }) => from),
    target,
    into,
    names,
  );
  if (rows === undefined) return;
  names.assume(
    `the old ${columns.length > 1 ? 'columns stay' : 'column stays'} on ${target.name} until a later migration drops ${columns.length > 1 ? 'them' : 'it'}`,
  );
  operations.push({
    op: 'split_table',
    ...at(target),
    into,
    ...(rows === null ? { columns } : { columns: [], rows }),
    keyColumn,
    ...(key === undefined ? {} : { foreignKey: key }),
    dropSource: false,
  });
  // The new table's own lines are no columns of another.
  draft.tables.splice(
    0,
    draft.tables.length,
    ...draft.tables.filter((table) => nameKey(table.name.text) !== nameKey(into)),
  );
}

function typeIfOther(
  type: string | undefined,
  from: NameReading,
  columns: readonly { name: string; type: string }[] | undefined,
): string | undefined {
  const source = columns?.find((column) => nameKey(column.name) === nameKey(from.text));
  return source?.type === type ? undefined : type;
}
