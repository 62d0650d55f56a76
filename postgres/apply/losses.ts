import type { ClientBase } from 'pg';
import type { Difference } from '../snapshot/index.ts';

/** A table or column that the migration created, found again in the catalog by its identity. */
interface Created {
  readonly table: string;
  readonly column: string | null;
  readonly default: string | null;
  readonly generated: boolean;
}

const createdSql = `
  select format('%I.%I', n.nspname, c.relname) as "table",
    case when a.attnum is not null then quote_ident(a.attname) end as "column",
    pg_get_expr(d.adbin, d.adrelid) as "default",
    coalesce(a.attgenerated <> '', false) as generated
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    and format('%I.%I.%I', n.nspname, c.relname, a.attname) = any ($2)
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relkind in ('r', 'p') and (a.attnum is not null or format('%I.%I', n.nspname, c.relname) = any ($1))
  order by 1, a.attname`;

export interface Loss {
  /** Of the table or column, `public.t.a`; null for what is none. */
  readonly name: string | null;
  /** In words. */
  readonly text: string;
}

/** A loss with what tells its table or column under another name; null for what is none. */
export interface HeldLoss extends Loss {
  readonly identity: string | null;
}

/**
 * What is gone after a rollback of what is written after the migration. `changes` are those of the
 * migration; counts are those of now.
 */
export async function lossesOf(session: ClientBase, changes: readonly Difference[]): Promise<Loss[]> {
  const created = (kind: string) =>
    changes
      .filter((change) => change.kind === kind && change.attribute === null && change.before === null)
      .map(({ object }) => object.slice(kind.length + 1));
  const tables = [...created('table'), ...created('partitioned table')];
  const { rows } = await session.query<Created>(createdSql, [tables, created('column')]);
  const losses: Loss[] = [];
  for (const { table } of new Map(
    rows.filter((row) => tables.includes(row.table)).map((row) => [row.table, row]),
  ).values()) {
    const held = await count(session, table, 'true');
    losses.push({ name: table, text: `table ${table} is dropped with all its rows (${held} now)` });
  }
  for (const row of rows) {
    if (row.column === null || row.generated || tables.includes(row.table)) continue;
    const text = await columnLoss(session, row.table, row.column, row.default);
    losses.push({ name: `${row.table}.${row.column}`, text });
  }
  return [...losses, ...changes.flatMap(labelLoss).map((text) => ({ name: null, text }))];
}

async function columnLoss(session: ClientBase, table: string, column: string, byDefault: string | null) {
  // A default that calls a function gives each row another value: then every value counts.
  const constant = byDefault !== null && !byDefault.includes('(');
  const [condition, words] = constant
    ? [`${column}::text is distinct from (${byDefault})::text`, 'a value that is not the default']
    : [`${column} is not null`, 'a value'];
  const held = await count(session, table, condition);
  return `column ${table}.${column} is dropped with its values (${held} of ${await count(session, table, 'true')} rows hold ${words} now)`;
}

async function count(session: ClientBase, table: string, condition: string): Promise<string> {
  const { rows } = await session.query<{ count: string }>(
    `select count(*)::text from ${table} where ${condition}`,
  );
  return rows[0]?.count ?? '0';
}

/** Rows that use a new label keep the rollback from taking it away, or lose it. */
function labelLoss({ kind, attribute, before, after, object }: Difference): string[] {
  if (kind !== 'enum' || attribute !== 'labels' || before === null || after === null) return [];
  const old = new Set(before.split(', '));
  const added = after.split(', ').filter((label) => !old.has(label));
  return added.length === 0 ? [] : [`${object} loses ${added.join(', ')}: rows cannot keep such a value`];
}
