import { readFileSync } from 'node:fs';
import type { ClientBase, QueryResult } from 'pg';
import { asset } from '../../package-root.ts';
import { inOneSnapshot, type Surroundings } from '../snapshot/stable-output.ts';

export interface TableDigest {
  readonly rows: string;
  /** Of all rows whatever their order, and of the columns by name whatever theirs. */
  readonly hash: string;
}

/** What the data of a database is at one moment; plain JSON, without any row value. */
export interface DataDigest {
  /** By `schema.table`. */
  readonly tables: Readonly<Record<string, TableDigest>>;
  /** How far each used sequence has come, by `schema.sequence`. */
  readonly sequences: Readonly<Record<string, string>>;
}

const tablesSql = readFileSync(asset('postgres/data/digest-tables.sql'), 'utf8');
const sequencesSql = readFileSync(asset('postgres/data/sequence-values.sql'), 'utf8');

/** Tables whose digests are asked for in one message: few round trips, and no message of megabytes. */
const together = 100;

interface Found {
  readonly table: string;
  readonly partitioned: boolean;
  readonly columns: string[];
  /** No block is on disk, so that there cannot be a row. */
  readonly empty: boolean;
}

/**
 * Reads every row of every ordinary table in one snapshot. Fails rather than digest what row level security lets
 * the role see.
 */
export async function digestData(
  session: ClientBase,
  surroundings: Surroundings = 'idle',
): Promise<DataDigest> {
  const read = async (): Promise<DataDigest> => {
    const { rows: found } = await session.query<Found>(tablesSql);
    const filled = found.filter(({ empty }) => !empty);
    const digests = new Map<string, TableDigest>();
    for (let at = 0; at < filled.length; at += together) {
      const some = filled.slice(at, at + together);
      const results = await readDigests(session, some);
      for (const [index, { table }] of some.entries()) {
        const row = results[index]?.rows[0];
        if (row !== undefined) digests.set(table, row);
      }
    }
    const tables: Record<string, TableDigest> = {};
    for (const { table, columns } of found) {
      const { rows, hash } = digests.get(table) ?? { rows: '0', hash: '' };
      tables[table] = { rows, hash: `${columns.join(',')} ${hash}` };
    }
    const values = await session.query<{ sequence: string; steps: string | null }>(sequencesSql);
    const used = values.rows.flatMap(({ sequence, steps }) =>
      steps === null ? [] : [[sequence, steps] as const],
    );
    return { tables, sequences: Object.fromEntries(used) };
  };
  return inOneSnapshot(session, read, surroundings);
}

async function readDigests(
  session: ClientBase,
  tables: readonly Found[],
): Promise<QueryResult<TableDigest>[]> {
  const sql = tables.map(({ table, partitioned, columns }) => digestSql(table, partitioned, columns));
  const results: QueryResult<TableDigest> | QueryResult<TableDigest>[] = await session.query<TableDigest>(
    sql.join(';'),
  );
  return Array.isArray(results) ? results : [results];
}

/**
 * A sum over the rows is independent of their order and counts duplicates. Two seeds of a 64-bit hash: by accident,
 * two different tables have the same digest once in 2^128. `record_out` writes every type as text, and null unlike ''.
 */
function digestSql(table: string, partitioned: boolean, columns: readonly string[]): string {
  return `
    select count(*)::text as rows,
      concat_ws(':', sum(hashtextextended(line, 0)), sum(hashtextextended(line, 1))) as hash
    from (
      select (row(${columns.join(', ')})::text) collate "C" as line from ${partitioned ? '' : 'only '}${table}
    ) lines`;
}

/**
 * Tables whose rows are not the same, among them those that only one side has; and sequences that went back: they
 * would give numbers out twice. Sorted, as `schema.name`.
 */
export function compareData(before: DataDigest, after: DataDigest): string[] {
  const tables = new Set([...Object.keys(before.tables), ...Object.keys(after.tables)]);
  const changed = [...tables].filter((table) => {
    const [old, now] = [before.tables[table], after.tables[table]];
    return old?.rows !== now?.rows || old?.hash !== now?.hash;
  });
  const wentBack = Object.entries(before.sequences)
    .filter(([sequence, steps]) => BigInt(after.sequences[sequence] ?? -1) < BigInt(steps))
    .map(([sequence]) => sequence);
  return [...changed, ...wentBack].sort();
}
