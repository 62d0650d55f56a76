import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { Operation } from '../../../../../postgres/operations/index.ts';
import { literal } from '../../../../../postgres/sql.ts';
import { at, type Build } from './outcome.ts';
import type { Part } from './partition-periods.ts';
import type { Target } from './resolver.ts';

type Created = Extract<Operation, { op: 'create_table' }>;
type Column = Created['columns'][number];

const fkey =
  /^FOREIGN KEY \([^()]+\) REFERENCES [^()]+\([^()]+\)((?: ON (?:UPDATE|DELETE) (?:CASCADE|SET NULL|RESTRICT))*)$/;

/** A table like this one, to be its partition; undefined where it has what create_table and add_index cannot give. */
function likeness(table: CatalogTable):
  | {
      readonly columns: Column[];
      readonly rest: Omit<Created, 'op' | 'table' | 'schema' | 'columns'>;
      readonly indexes: readonly string[][];
    }
  | undefined {
  const references = new Map<string, NonNullable<Column['references']>>();
  const checks: { name: string; check: string }[] = [];
  const uniques: string[][] = [];
  for (const { kind, name, columns, definition, references: to } of table.constraints) {
    if (kind === 'not null' || kind === 'primary key') continue;
    const inside = /^CHECK \((.*)\)$/s.exec(definition)?.[1];
    const [own, ...others] = columns;
    const [key] = to?.columns ?? [];
    const actions = fkey.exec(definition)?.[1];
    if (kind === 'check' && inside !== undefined) checks.push({ name, check: inside });
    else if (kind === 'unique' && definition === `UNIQUE (${columns.join(', ')})`)
      uniques.push([...columns] as string[]);
    else if (
      kind === 'foreign key' &&
      own != null &&
      others.length === 0 &&
      to &&
      key !== undefined &&
      actions !== undefined
    ) {
      const action = (event: string): 'cascade' | undefined =>
        new RegExp(`ON ${event} (CASCADE|SET NULL|RESTRICT)`).exec(actions)?.[1]?.toLowerCase() as
          | 'cascade'
          | undefined;
      const [onDelete, onUpdate] = [action('DELETE'), action('UPDATE')];
      references.set(own, {
        schema: to.schema,
        table: to.table,
        column: key,
        ...(onDelete === undefined ? {} : { onDelete }),
        ...(onUpdate === undefined ? {} : { onUpdate }),
      });
    } else return undefined;
  }
  const columns: Column[] = [];
  for (const {
    name,
    type,
    notNull,
    default: value,
    identity,
    generated,
    sequence,
    collation,
  } of table.columns) {
    if (generated !== null || collation != null) return undefined;
    const to = references.get(name);
    columns.push({
      name,
      type,
      ...(notNull ? { notNull } : {}),
      ...(value === null || identity !== null || sequence != null ? {} : { default: value }),
      ...(to === undefined ? {} : { references: to }),
    });
  }
  const backing = new Set(table.constraints.map(({ name }) => name));
  const own = table.indexes.filter(({ name }) => !backing.has(name));
  const isPlain = ({ definition, columns: on, unique }: (typeof own)[number]): boolean =>
    !unique && definition.endsWith(` USING btree (${on.join(', ')})`);
  if (!own.every(isPlain)) return undefined;
  // A foreign key of create_table has its index already.
  const indexes = own
    .map(({ columns: on }) => on as string[])
    .filter(([one, ...more]) => more.length > 0 || !references.has(one ?? ''));
  return {
    columns,
    rest: {
      primaryKey: [...table.primaryKey],
      ...(uniques.length === 0 ? {} : { uniques }),
      ...(checks.length === 0 ? {} : { checks }),
      ...(table.rlsEnabled ? { enableRls: true } : {}),
    },
    indexes,
  };
}

/** A table becomes partitioned, with what is there before the series, and a table of its own for each part; false where operations cannot carry it. */
export function partitionSeries(
  target: Target,
  column: string,
  parts: readonly Part[],
  { names, operations }: Build,
): boolean {
  const { is: table } = target;
  const [first] = parts;
  const last = parts.at(-1);
  const like = table && likeness(table);
  if (!table || !like || !first || !last || !table.primaryKey.includes(column)) return false;
  if (table.kind !== 'table' || !/^(?:date|timestamp)/.test(names.catalogColumn(target, column)?.type ?? ''))
    return false;
  const before = `${target.name}_before_${first.suffix}`;
  const partition = (name: string) => ({ partition: name, partitionSchema: target.schema });
  operations.push({
    op: 'partition_table',
    action: 'create',
    ...at(target),
    ...partition(before),
    by: { strategy: 'range', column },
    from: 'MINVALUE',
    to: literal(first.from),
  });
  const made = parts.map(({ suffix }) => `${target.name}_${suffix}`);
  for (const [index, { from, to }] of parts.entries()) {
    const name = made[index] ?? '';
    const own = { table: name, schema: target.schema };
    operations.push({ op: 'create_table', ...own, columns: like.columns, ...like.rest });
    for (const columns of like.indexes) operations.push({ op: 'add_index', ...own, columns });
    operations.push({
      op: 'partition_table',
      action: 'attach',
      ...at(target),
      ...partition(name),
      from: literal(from),
      to: literal(to),
    });
  }
  names.assume(
    `the rows of ${target.name} that are there become the partition ${before}; that all of them have a ${column} before ${first.from} is checked before anything changes`,
  );
  names.assume(
    `${made.length === 1 ? `${made[0]} is` : `${made[0]} to ${made.at(-1)} are`} made like ${target.name}; nothing adds the next partitions by itself, and a row from ${last.to} on is refused until one is there`,
  );
  if (table.rlsEnabled)
    names.assume(
      `row level security is on for each of them, without a policy: their rows are reached through ${target.name}`,
    );
  return true;
}
