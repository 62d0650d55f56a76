import type { Catalog, CatalogRestore } from '../catalog/catalog.ts';
import { ident } from '../sql.ts';
import { defaultValue } from './default.ts';
import { isVolatile, sqlName } from './lookup.ts';
import { triggersBefore } from './own-triggers.ts';
import { fromInto, type Moved, type SplitShape, staleIn } from './split-shape.ts';
import { follows, guarded, splitTrigger } from './split-trigger.ts';
import type { PlacedSync } from './sync.ts';
import { mentionsColumn } from './tokens.ts';
import { differs, isSame } from './types.ts';

/** Triggers that carry what is written to either table into the other. */
export function splitSyncs(shape: SplitShape, catalog: Catalog): PlacedSync[] {
  const { source, into, moved } = shape;
  // In the order of the request: that of the table changes when a column goes and comes back.
  const moving = moved.map(({ from }) => from);
  const read = source.columns
    .filter(({ name }) => !moving.some((from) => from.name === name))
    .filter(({ name }) => moved.some(({ using }) => mentionsColumn(using, name)))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const watched = [...moving, ...read];
  const given = watched.map(({ name }) => `NEW.${ident(name)} IS NOT NULL`).join(' OR ');
  const changed = watched
    .map(({ name, type }) => differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type))
    .join(' OR ');
  const target = [
    ...moved.map(({ to }) => to),
    ...into.columns.filter(({ name }) => name === shape.foreignKey),
  ];
  const rewritten = target
    .map(({ name, type }) => differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type))
    .join(' OR ');
  const restores = moved.map((move) => restoreOf(shape, move, catalog));
  const names = target.map(({ name }) => name);
  const onSource = (part: string, when: string, notes: readonly CatalogRestore[]): PlacedSync => ({
    table: source,
    sync: splitTrigger(
      shape,
      {
        part,
        when,
        role: 'out',
        body: outBody(shape),
        columns: watched.map(({ name }) => name),
        restores: notes,
      },
      catalog,
    ),
  });
  const onInto = (part: string, when: string, role: string, body: string): PlacedSync => ({
    table: into,
    sync: splitTrigger(shape, { part, when, role, body, columns: names, restores: [] }, catalog),
  });
  return [
    onSource('insert', `AFTER INSERT ON ${sqlName(source)} FOR EACH ROW WHEN (${given})`, []),
    onSource('update', `AFTER UPDATE ON ${sqlName(source)} FOR EACH ROW WHEN (${changed})`, restores),
    onInto('place', `BEFORE INSERT ON ${sqlName(into)} FOR EACH ROW`, 'place', placeBody(shape, catalog)),
    onInto('insert', `AFTER INSERT OR DELETE ON ${sqlName(into)} FOR EACH ROW`, 'in', inBody(shape, catalog)),
    onInto(
      'update',
      `AFTER UPDATE ON ${sqlName(into)} FOR EACH ROW WHEN (${rewritten})`,
      'in',
      inBody(shape, catalog),
    ),
  ];
}

/** A row of the source was written. */
function outBody(shape: SplitShape): string {
  const { source, into, moved, foreignKey, key, present } = shape;
  const own = `${ident(source.name)}.${ident(key.name)} = NEW.${ident(key.name)}`;
  const columns = moved.map(({ to }) => ident(to.name));
  const values = moved.map(({ using }) => using).join(', ');
  return guarded(
    shape,
    'NULL',
    `  UPDATE ${sqlName(into)} SET (${columns.join(', ')}) = (SELECT ${values} FROM ${sqlName(source)} WHERE ${own})
    WHERE ${ident(foreignKey)} = NEW.${ident(key.name)};
  IF NOT FOUND THEN
    INSERT INTO ${sqlName(into)} (${[ident(foreignKey), ...columns].join(', ')})
      SELECT ${ident(source.name)}.${ident(key.name)}, ${values} FROM ${sqlName(source)} WHERE ${own} AND (${present})
      ON CONFLICT (${ident(foreignKey)}) DO UPDATE SET ${columns.map((column) => `${column} = EXCLUDED.${column}`).join(', ')};
  END IF;`,
  );
}

/** A row of the new table was written or deleted. */
function inBody(shape: SplitShape, catalog: Catalog): string {
  const { source, into, moved, foreignKey, key } = shape;
  const columns = moved.map(({ from }) => ident(from.name));
  const [mine, fk] = [ident(key.name), ident(foreignKey)];
  return guarded(
    shape,
    'NULL',
    `  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.${fk} IS DISTINCT FROM NEW.${fk}) THEN
    UPDATE ${sqlName(source)} SET ${columns.map((column) => `${column} = NULL`).join(', ')} WHERE ${mine} = OLD.${fk};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE ${sqlName(source)} SET (${columns.join(', ')}) =
      (SELECT ${moved.map(({ back }) => back).join(', ')} FROM ${sqlName(into)} WHERE ${ident(into.name)}.${fk} = NEW.${fk})
      WHERE ${mine} = NEW.${fk} AND (${staleIn(shape, moved)});${madeOfIt(shape, catalog)}
  END IF;`,
    { unless: follows(foreignKey) },
  );
}

/** What triggers of the source have made of a value is what it is. */
function madeOfIt({ source, into, moved, foreignKey, key }: SplitShape, catalog: Catalog): string {
  if (moved.every(({ from }) => triggersBefore(catalog, source, from.name).length === 0)) return '';
  const fk = `NEW.${ident(foreignKey)}`;
  const ofSource = (what: string): string =>
    `(SELECT ${what} FROM ${sqlName(source)} WHERE ${ident(source.name)}.${ident(key.name)} = ${fk})`;
  const columns = moved.map(({ to }) => ident(to.name)).join(', ');
  const other = moved.map(({ from, back }) =>
    differs(ofSource(`${ident(source.name)}.${ident(from.name)}`), `(${back})`, from.type),
  );
  return `
    UPDATE ${sqlName(into)} SET (${columns}) = ${ofSource(moved.map(({ using }) => using).join(', '))}
      WHERE ${ident(into.name)}.${ident(foreignKey)} = ${fk} AND (${other.join(' OR ')});`;
}

/**
 * A new application writes a row here for one of the source whose columns hold nothing but their defaults: the row
 * that those defaults made gives way. One that holds more stays, and the insert fails as it will when the split is
 * done.
 */
function placeBody(shape: SplitShape, catalog: Catalog): string {
  const { source, into, moved, foreignKey, key } = shape;
  const empty = moved.flatMap(({ from }) => {
    const value = `${ident(source.name)}.${ident(from.name)}`;
    if (from.default === null) return [`${value} IS NULL`];
    if (isVolatile(catalog, from.default)) return [];
    return [`(${value} IS NULL OR ${isSame(value, `(${defaultValue(from)})`, from.type)})`];
  });
  return guarded(
    shape,
    'NEW',
    `  DELETE FROM ${sqlName(into)} USING ${sqlName(source)}
    WHERE ${ident(into.name)}.${ident(foreignKey)} = NEW.${ident(foreignKey)}
      AND ${[`${ident(source.name)}.${ident(key.name)} = NEW.${ident(foreignKey)}`, ...empty].join(' AND ')};`,
  );
}

function restoreOf(shape: SplitShape, move: Moved, catalog: Catalog): CatalogRestore {
  const { from, to } = move;
  const isFixed = from.default !== null && !isVolatile(catalog, from.default);
  const otherwise = from.notNull && isFixed ? defaultValue(from) : null;
  const own = `${ident(shape.source.name)}.${ident(from.name)}`;
  const exists = fromInto(shape, 'true');
  const unequal = differs(fromInto(shape, ident(to.name)), `(${move.using})`, to.type);
  // A row without one in the new table has nothing; where that is not allowed the default, which can be no loss.
  const lonely =
    otherwise === null
      ? `${own} IS NOT NULL`
      : `${own} IS NOT NULL AND ${differs(own, `(${otherwise})`, from.type)}`;
  return {
    column: from.name,
    expression: `CASE WHEN ${exists} THEN ${fromInto(shape, move.back)} ELSE ${otherwise ?? 'NULL'} END`,
    stale: `CASE WHEN ${exists} THEN ${unequal} ELSE ${lonely} END`,
    exact: move.exact,
  };
}
