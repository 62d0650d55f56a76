import type {
  Catalog,
  CatalogColumn,
  CatalogRestore,
  CatalogSync,
  CatalogTable,
} from '../catalog/catalog.ts';
import { derivedName, dollarQuoted, ident, literal, qualified } from '../sql.ts';
import { defaultValue } from './default.ts';
import { sqlName } from './lookup.ts';
import { triggersBefore } from './own-triggers.ts';
import { type PlacedSync, pauseSync, syncFlag, syncPrefix } from './sync.ts';
import { differs, isSame } from './types.ts';

/** Columns that go from one table to another that has a row for each of its rows. */
export interface Move {
  readonly source: CatalogTable;
  readonly into: CatalogTable;
  /** Unique columns that hold the same value in rows that belong together. */
  readonly key: { readonly from: CatalogColumn; readonly to: CatalogColumn };
  readonly moved: readonly { readonly from: CatalogColumn; readonly to: CatalogColumn }[];
}

export const moveGroup = ({ source, into, moved }: Move): string =>
  `${source.schema}.${source.name}: ${moved.map(({ from }) => from.name).join(', ')} + ${into.schema}.${into.name}`;

interface Side {
  readonly table: CatalogTable;
  readonly key: CatalogColumn;
  readonly columns: readonly CatalogColumn[];
}

const sidesOf = ({ source, into, key, moved }: Move): { old: Side; now: Side } => ({
  old: { table: source, key: key.from, columns: moved.map(({ from }) => from) },
  now: { table: into, key: key.to, columns: moved.map(({ to }) => to) },
});

/** Over a row of the source: something of the row that belongs to it. */
export const fromPartner = ({ source, into, key }: Move, what: string): string =>
  `(SELECT ${what} FROM ${sqlName(into)} AS godwit_partner WHERE ` +
  `godwit_partner.${ident(key.to.name)} = ${ident(source.name)}.${ident(key.from.name)})`;

/** Over a row of the new table: something of the row of the source. */
export const fromSource = ({ source, into, key }: Move, what: string): string =>
  `(SELECT ${what} FROM ${sqlName(source)} AS godwit_partner WHERE ` +
  `godwit_partner.${ident(key.from.name)} = ${ident(into.name)}.${ident(key.to.name)})`;

/**
 * Triggers on both tables. A new row that says nothing takes over what its partner says; everything else that is
 * written goes to the partner. Their functions run as their owner, and a setting of the transaction keeps one from
 * waking the other.
 */
export function moveSyncs(move: Move, catalog: Catalog): PlacedSync[] {
  const { old, now } = sidesOf(move);
  // What triggers of the source make of a value is what it is.
  const isMade = move.moved.some(({ from }) => triggersBefore(catalog, move.source, from.name).length > 0);
  return [
    ...sideSyncs(move, old, now, restoresOf(move), ''),
    ...sideSyncs(move, now, old, [], isMade ? takenOver(now, old) : ''),
  ];
}

function sideSyncs(
  move: Move,
  own: Side,
  other: Side,
  restores: readonly CatalogRestore[],
  afterwards: string,
): PlacedSync[] {
  const at = sqlName(own.table);
  const changed = [own.key, ...own.columns]
    .map(({ name, type }) => differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type))
    .join(' OR ');
  const sync = (part: string, when: string, body: string, notes: readonly CatalogRestore[]): PlacedSync => {
    const { schema, name: table } = own.table;
    const first = own.columns[0]?.name ?? '';
    const name = qualified(
      schema,
      derivedName(['godwit_move', table, first, body === take ? 'take' : 'give']),
    );
    return {
      table: own.table,
      sync: {
        trigger: derivedName([`${syncPrefix}move`, first, part]),
        definition: `CREATE TRIGGER ${ident(derivedName([`${syncPrefix}move`, first, part]))} ${when} EXECUTE FUNCTION ${name}()`,
        function: name,
        functionDefinition:
          `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ` +
          `SET search_path = pg_catalog, ${ident(schema)}, pg_temp AS ${dollarQuoted(body)}`,
        columns: [own.key.name, ...own.columns.map((column) => column.name)],
        group: moveGroup(move),
        restores: notes,
      } satisfies CatalogSync,
    };
  };
  const take = takeBody(own, other);
  const give = giveBody(move, own, other, afterwards);
  return [
    sync('take', `BEFORE INSERT ON ${at} FOR EACH ROW`, take, []),
    sync('insert', `AFTER INSERT OR DELETE ON ${at} FOR EACH ROW`, give, []),
    sync('update', `AFTER UPDATE ON ${at} FOR EACH ROW WHEN (${changed})`, give, restores),
  ];
}

/** What a column holds in a row that says nothing about it. */
export const startOf = (column: CatalogColumn): string => defaultValue(column) ?? 'NULL';

function takeBody(own: Side, other: Side): string {
  const silent = own.columns.map(({ name, default: value, type }) =>
    value === null ? `NEW.${ident(name)} IS NULL` : isSame(`NEW.${ident(name)}`, `(${value})`, type),
  );
  const mine = own.columns.map(({ name }) => `NEW.${ident(name)}`).join(', ');
  const theirs = other.columns.map(({ name }) => `godwit_partner.${ident(name)}`).join(', ');
  const partner = `FROM ${sqlName(other.table)} AS godwit_partner WHERE godwit_partner.${ident(other.key.name)} = NEW.${ident(own.key.name)}`;
  return `BEGIN
  IF ${silent.join(' AND ')} AND EXISTS (SELECT ${partner}) THEN
    SELECT ${theirs} INTO ${mine} ${partner};
  END IF;
  RETURN NEW;
END`;
}

function giveBody(move: Move, own: Side, other: Side, afterwards: string): string {
  const flag = literal(syncFlag(moveGroup(move)));
  const key = ident(own.key.name);
  const set = (values: readonly string[]): string =>
    other.columns.map(({ name }, at) => `${ident(name)} = ${values[at]}`).join(', ');
  const unequal = other.columns
    .map(({ name, type }, at) => differs(ident(name), `NEW.${ident(own.columns[at]?.name ?? '')}`, type))
    .join(' OR ');
  // Without its row in the new table the source has nothing to show; the other way round the row goes anyway.
  const gone =
    own.table === move.into
      ? `  IF TG_OP = 'DELETE' THEN
    UPDATE ${sqlName(other.table)} SET ${set(other.columns.map(startOf))} WHERE ${ident(other.key.name)} = OLD.${key};
  END IF;
`
      : '';
  const handed = gone === '' ? `IF TG_OP <> 'DELETE'` : `${takesOver(own, other)}\n  ELSIF TG_OP <> 'DELETE'`;
  return `BEGIN
  IF current_setting(${flag}, true) = 'on' THEN RETURN NULL; END IF;
  ${pauseSync(moveGroup(move))};
${gone}  ${handed} THEN
    UPDATE ${sqlName(other.table)} SET ${set(own.columns.map(({ name }) => `NEW.${ident(name)}`))}
    WHERE ${ident(other.key.name)} = NEW.${key} AND (${unequal});${afterwards}
  END IF;
  PERFORM set_config(${flag}, 'off', true);
  RETURN NULL;
END`;
}

/** Nothing but its key was changed, as a foreign key does it: it may hold nothing yet, so its new partner decides. */
function takesOver(own: Side, other: Side): string {
  const written = own.columns.map(({ name, type }) =>
    differs(`OLD.${ident(name)}`, `NEW.${ident(name)}`, type),
  );
  return `IF TG_OP = 'UPDATE' AND NOT (${written.join(' OR ')}) THEN${takenOver(own, other)}`;
}

function takenOver(own: Side, other: Side): string {
  const theirs = other.columns.map(({ name }) => `godwit_partner.${ident(name)}`);
  const unequal = own.columns.map(({ name, type }, index) =>
    differs(`${ident(own.table.name)}.${ident(name)}`, theirs[index] ?? '', type),
  );
  const set = own.columns.map(({ name }, index) => `${ident(name)} = ${theirs[index]}`).join(', ');
  return `
    UPDATE ${sqlName(own.table)} SET ${set} FROM ${sqlName(other.table)} AS godwit_partner
    WHERE ${ident(own.table.name)}.${ident(own.key.name)} = NEW.${ident(own.key.name)}
      AND godwit_partner.${ident(other.key.name)} = NEW.${ident(own.key.name)} AND (${unequal.join(' OR ')});`;
}

function restoresOf(move: Move): CatalogRestore[] {
  const there = fromPartner(move, 'true');
  return move.moved.map(({ from, to }) => {
    const value = fromPartner(move, `godwit_partner.${ident(to.name)}`);
    const own = `${ident(move.source.name)}.${ident(from.name)}`;
    return {
      column: from.name,
      expression: `CASE WHEN ${there} THEN ${value} ELSE ${startOf(from)} END`,
      stale: `CASE WHEN ${there} THEN ${differs(own, value, from.type)} ELSE ${differs(own, startOf(from), from.type)} END`,
      exact: true,
    };
  });
}
