import { readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { asset } from '../../../package-root.ts';
import { identList, literal, qualified } from '../../sql.ts';

const folder = 'postgres/branches/stream';
const tablesSql = readFileSync(asset(`${folder}/tables.sql`), 'utf8');
const sequencesSql = readFileSync(asset(`${folder}/sequences.sql`), 'utf8');

interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly condition: string | null;
}

/** Copies the rows of all tables. `source` is in the transaction whose snapshot is copied. */
export async function copyRows(source: pg.Client, branch: pg.Client): Promise<void> {
  const { rows: tables } = await source.query<Table>(tablesSql);
  const names = tables.map(({ schema, name }) => qualified(schema, name));
  // As pg_dump does: no table may be changed or dropped in the middle.
  if (names.length > 0) await source.query(`LOCK TABLE ONLY ${names.join(', ONLY ')} IN ACCESS SHARE MODE`);
  for (const { schema, name, columns, condition } of tables) {
    const table = qualified(schema, name);
    const list = columns.length === 0 ? '' : ` (${identList(columns)})`;
    const selected = condition
      ? `(SELECT ${identList(columns)} FROM ONLY ${table} ${condition})`
      : `${table}${list}`;
    // Text, not binary: binary arrays and rows hold type numbers, which differ between databases.
    await pipeline(
      source.query(copyTo(`COPY ${selected} TO STDOUT`)),
      branch.query(copyFrom(`COPY ${table}${list} FROM STDIN`)),
    );
  }
}

/** A UNION of more sequences than this only makes the statement long. */
const sequencesPerQuery = 100;

export async function copySequences(source: pg.Client, branch: pg.Client): Promise<void> {
  const { rows: sequences } = await source.query<{ schema: string; name: string }>(sequencesSql);
  for (let start = 0; start < sequences.length; start += sequencesPerQuery) {
    const selects = sequences.slice(start, start + sequencesPerQuery).map(({ schema, name }) => {
      const sequence = qualified(schema, name);
      return `SELECT ${literal(sequence)} AS sequence, last_value::text AS value, is_called AS called FROM ${sequence}`;
    });
    const { rows } = await source.query<{ sequence: string; value: string; called: boolean }>(
      selects.join(' UNION ALL '),
    );
    for (const { sequence, value, called } of rows)
      await branch.query('SELECT setval($1::regclass, $2::bigint, $3)', [sequence, value, called]);
  }
}
