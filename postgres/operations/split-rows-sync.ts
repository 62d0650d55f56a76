import type { Catalog, CatalogColumn, CatalogRestore } from '../catalog/catalog.ts';
import { ident, literal } from '../sql.ts';
import { defaultValue } from './default.ts';
import { fullName, sqlName } from './lookup.ts';
import type { RowsShape } from './split-rows-shape.ts';
import {
  asList,
  atPlace,
  insertRows,
  madeRows,
  ofChild,
  ofSource,
  staleColumn,
  uncopied,
  unfitList,
} from './split-rows-values.ts';
import { follows, guarded, type SplitTrigger, splitTrigger } from './split-trigger.ts';
import type { PlacedSync } from './sync.ts';
import { differs, isSame } from './types.ts';

/** Triggers that make rows of what is written to the old columns, and old columns of what is written to the rows. */
export function rowsSyncs(shape: RowsShape, catalog: Catalog): PlacedSync[] {
  const { source, into, columns, foreignKey } = shape;
  const given = columns.map(({ name }) => `NEW.${ident(name)} IS NOT NULL`).join(' OR ');
  const changed = columns
    .map(({ name, type }) => differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type))
    .join(' OR ');
  const own = into.columns.filter(({ name }) => !into.primaryKey.includes(name));
  const rewritten = (of: readonly CatalogColumn[]): string =>
    of.map(({ name, type }) => differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type)).join(' OR ');
  const moved = rewritten(own.filter(({ name }) => name === foreignKey));
  const [old, now] = [sqlName(source), sqlName(into)];
  const onSource = (part: string, when: string, restores: readonly CatalogRestore[]): SplitTrigger => ({
    part,
    when,
    role: 'out',
    body: outBody(shape),
    columns: columns.map(({ name }) => name),
    restores,
  });
  const onInto = (part: string, when: string, role: 'place' | 'in'): SplitTrigger => ({
    part,
    when,
    role,
    body: role === 'in' ? inBody(shape) : placeBody(shape),
    columns: own.map(({ name }) => name),
    restores: [],
  });
  return [
    ...[
      onSource('insert', `AFTER INSERT ON ${old} FOR EACH ROW WHEN (${given})`, []),
      onSource('update', `AFTER UPDATE ON ${old} FOR EACH ROW WHEN (${changed})`, restoresOf(shape)),
    ].map((trigger) => ({ table: source, sync: splitTrigger(shape, trigger, catalog) })),
    ...[
      onInto('place', `BEFORE INSERT ON ${now} FOR EACH ROW`, 'place'),
      onInto('move', `BEFORE UPDATE ON ${now} FOR EACH ROW WHEN (${moved})`, 'place'),
      onInto('insert', `AFTER INSERT OR DELETE ON ${now} FOR EACH ROW`, 'in'),
      onInto('update', `AFTER UPDATE ON ${now} FOR EACH ROW WHEN (${rewritten(own)})`, 'in'),
    ].map((trigger) => ({ table: into, sync: splitTrigger(shape, trigger, catalog) })),
  ];
}

/**
 * A row of the source was written. Rows that are as they should be are left alone, and so are their keys. Of several
 * columns only those count that changed: while a way back fills them, the others know less than their rows.
 */
function outBody(shape: RowsShape): string {
  const { into, columns, isList, key, value, foreignKey, position } = shape;
  const mine = `NEW.${ident(key.name)}`;
  const own = `${ofSource(shape, key.name)} = ${mine}`;
  const fk = ident(foreignKey);
  const place = ident(position);
  const to = ident(value.name);
  const changed = columns.map(
    ({ name, type }, at) =>
      `WHEN ${at + 1} THEN ${differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type)}`,
  );
  const written = (at: string): string =>
    isList ? '' : ` AND CASE ${at} ${changed.join(' ')} ELSE false END`;
  const same =
    `SELECT FROM ${sqlName(into)} WHERE ${fk} = ${mine} AND ${place} = godwit_position ` +
    `AND ${isSame(to, 'godwit_value', value.type)}`;
  return guarded(
    shape,
    'NULL',
    `${isList ? refusal(shape) : `  ${insertRows(shape, `${own} AND ${uncopied(shape)}`)};`}
  DELETE FROM ${sqlName(into)}
    WHERE ${fk} = ${mine}${written(place)} AND ${place} NOT IN (${madeRows(shape, 'godwit_position', own)});
  ${insertRows(shape, `${own}${written('godwit_position')} AND NOT EXISTS (${same})`)}
    ON CONFLICT (${fk}, ${place}) DO UPDATE SET ${to} = EXCLUDED.${to};`,
  );
}

/** To keep half of a value would be to lose it later. */
function refusal({ source, into, columns: [list] }: RowsShape): string {
  const message = `${fullName(source)}.${list.name}: only a list of one dimension that begins at 1 can be rows of ${fullName(into)}`;
  const hint = `the two are kept equal until ${list.name} is dropped`;
  return `  IF ${unfitList(`NEW.${ident(list.name)}`)} THEN
    RAISE EXCEPTION USING ERRCODE = 'data_exception', MESSAGE = ${literal(message)}, HINT = ${literal(hint)};
  END IF;`;
}

/**
 * A row of the new table was written or deleted. The row of the source is locked first: a statement that had to wait
 * for it would make a list of the rows as they were before.
 */
function inBody(shape: RowsShape): string {
  const { source, isList, key, foreignKey, position } = shape;
  // A list is made anew as a whole; of several columns only those are written whose rows were.
  const touched = isList ? [ident(foreignKey)] : [ident(foreignKey), ident(position)];
  const named = isList ? '(godwit_key)' : '(godwit_key, godwit_position)';
  const of = (row: string): string => touched.map((column) => `${row}.${column}`).join(', ');
  const own = `${ofSource(shape, key.name)} = godwit_at.godwit_key`;
  const { set, stale } = isList ? listWritten(shape) : placeWritten(shape, 'godwit_at.godwit_position');
  return guarded(
    shape,
    'NULL',
    `  FOR godwit_at IN
    SELECT * FROM (SELECT ${of('OLD')} WHERE TG_OP <> 'INSERT' UNION SELECT ${of('NEW')} WHERE TG_OP <> 'DELETE') AS godwit_row ${named}
    ORDER BY godwit_key
  LOOP
    PERFORM FROM ${sqlName(source)} WHERE ${own} FOR NO KEY UPDATE;
    UPDATE ${sqlName(source)} SET ${set} WHERE ${own} AND ${stale};
  END LOOP;`,
    { declare: 'DECLARE\n  godwit_at record;\n', unless: follows(foreignKey) },
  );
}

interface Written {
  readonly set: string;
  /** There is something to set. */
  readonly stale: string;
}

const listWritten = (shape: RowsShape): Written => ({
  set: `${ident(shape.columns[0].name)} = ${asList(shape)}`,
  stale: staleColumn(shape, shape.columns[0], 0),
});

function placeWritten(shape: RowsShape, place: string): Written {
  const set = shape.columns.map(
    ({ name }, at) =>
      `${ident(name)} = CASE ${place} WHEN ${at + 1} THEN ${atPlace(shape, at + 1)} ELSE ${ofSource(shape, name)} END`,
  );
  const stale = shape.columns.map((column, at) => `WHEN ${at + 1} THEN ${staleColumn(shape, column, at)}`);
  return { set: set.join(', '), stale: `CASE ${place} ${stale.join(' ')} ELSE false END` };
}

/**
 * Before a new application's row comes to a row of the source, those that are not copied yet come, too: else what
 * it says would pass for all there is. What stands there only by default gives way.
 */
function placeBody(shape: RowsShape): string {
  const { source, into, columns, key, isList, foreignKey, position } = shape;
  const own = `${ofSource(shape, key.name)} = NEW.${ident(foreignKey)}`;
  const untouched = columns.flatMap((column, at) =>
    column.default === null || isList
      ? []
      : [
          `WHEN ${at + 1} THEN ${isSame(ofSource(shape, column.name), `(${defaultValue(column)})`, column.type)}`,
        ],
  );
  return guarded(
    shape,
    'NEW',
    `  PERFORM FROM ${sqlName(source)} WHERE ${own} FOR NO KEY UPDATE;
  ${insertRows(shape, `${own} AND ${uncopied(shape)}`)};${
    untouched.length === 0
      ? ''
      : `
  DELETE FROM ${sqlName(into)} USING ${sqlName(source)} WHERE ${own}
    AND ${ofChild(shape, foreignKey)} = NEW.${ident(foreignKey)} AND ${ofChild(shape, position)} = NEW.${ident(position)}
    AND CASE NEW.${ident(position)} ${untouched.join(' ')} ELSE false END;`
  }`,
    { unless: follows(foreignKey) },
  );
}

/** What a list was, NULL or empty, its rows do not say; that a column was required, its absence does. */
function restoresOf(shape: RowsShape): CatalogRestore[] {
  return shape.columns.map((column, at) => {
    const stale = staleColumn(shape, column, at);
    const isRequired = column.notNull && column.default !== null;
    if (shape.isList) {
      return { column: column.name, expression: asList(shape), stale, exact: isRequired };
    }
    const there = atPlace(shape, at + 1);
    if (!isRequired) return { column: column.name, expression: there, stale, exact: true };
    const own = ofSource(shape, column.name);
    const isOther = differs(own, `(${defaultValue(column)})`, column.type);
    return {
      column: column.name,
      expression: `coalesce(${there}, ${defaultValue(column)})`,
      stale: `CASE WHEN ${there} IS NULL THEN ${own} IS NOT NULL AND ${isOther} ELSE ${stale} END`,
      exact: true,
    };
  });
}
