import pg from 'pg';
import type { Database } from './database.types.ts';

type Public = Database['public'];

export type Row<Table extends keyof Public['Tables']> = Public['Tables'][Table]['Row'];
export type Insert<Table extends keyof Public['Tables']> = Public['Tables'][Table]['Insert'];
export type ViewRow<View extends keyof Public['Views']> = Public['Views'][View]['Row'];
export type Enum<Name extends keyof Public['Enums']> = Public['Enums'][Name];

/** A pool or one client of it: a function that takes this does not care whether it runs in a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

// The generated types say what the API delivers: dates as text, bigint and numeric as numbers.
const asText = (value: string) => value;
const parsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.DATE, asText],
  [pg.types.builtins.TIMESTAMPTZ, asText],
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.NUMERIC, Number],
]);
for (const [oid, parse] of parsers) pg.types.setTypeParser(oid, parse);

export function connect(url = process.env.DATABASE_URL): pg.Pool {
  if (!url)
    throw new Error('DATABASE_URL is not set: give the address of a database with the migrations applied');
  return new pg.Pool({ connectionString: url });
}
