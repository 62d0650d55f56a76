import type { DataDigest, TableDigest } from '../../postgres/data/index.ts';
import {
  columnOrder,
  type Difference,
  diffStates,
  type SchemaState,
  sameButForColumnOrder,
} from '../../postgres/snapshot/index.ts';
import type { ReportedDifference } from './report.ts';
import type { Tables } from './tables.ts';

/** What a database was at one moment. */
export interface Moment {
  readonly schema: SchemaState;
  readonly data: DataDigest;
  /** Null where no migration gives another name. */
  readonly tables: Tables | null;
}

export interface Comparison {
  /** Nothing differs but perhaps the order of columns, which is told but is no failure. */
  readonly same: boolean;
  readonly differences: readonly ReportedDifference[];
}

export function compareMoments(before: Moment, after: Moment): Comparison {
  const schema = diffStates(before.schema, after.schema);
  const data = compareRows(before.data, after.data);
  return {
    same: sameButForColumnOrder(schema) && data.length === 0,
    differences: [...schema.map(reported), ...data],
  };
}

export function compareSchemas(before: SchemaState, after: SchemaState): Comparison {
  const schema = diffStates(before, after);
  return { same: sameButForColumnOrder(schema), differences: schema.map(reported) };
}

/** The attribute goes before its values: `ON DELETE CASCADE`, `default none`; an order has but one. */
function reported({ object, kind, attribute, before, after }: Difference): ReportedDifference {
  const named = (value: string | null): string | null =>
    value === null || attribute === null || kind === columnOrder ? value : `${attribute} ${value}`;
  return { object, kind, before: named(before), after: named(after) };
}

/** Rows of tables that both have, and sequences that would give numbers out twice. */
function compareRows(before: DataDigest, after: DataDigest): ReportedDifference[] {
  const differences: ReportedDifference[] = [];
  for (const [table, was] of Object.entries(before.tables)) {
    const is = after.tables[table];
    if (is !== undefined && rowsDiffer(was, is)) {
      const others = was.rows === is.rows ? ', with other values' : '';
      const counts = { before: rowsOf(was), after: `${rowsOf(is)}${others}` };
      differences.push({ object: `table ${table}`, kind: 'rows', ...counts });
    }
  }
  for (const [sequence, was] of Object.entries(before.sequences)) {
    const is = after.sequences[sequence] ?? '-1';
    if (BigInt(is) < BigInt(was)) {
      const place = (steps: string): string =>
        steps.startsWith('-') ? 'at its start' : `${BigInt(steps) + 1n} numbers given out`;
      differences.push({
        object: `sequence ${sequence}`,
        kind: 'sequence value',
        before: place(was),
        after: place(is),
      });
    }
  }
  return differences;
}

/** Tables that held rows, and hold the same rows again. */
export const wholeTables = ({ data }: Moment, { differences }: Comparison): string[] =>
  Object.entries(data.tables).flatMap(([table, { rows }]) => {
    const differs = differences.some(({ kind, object }) => kind === 'rows' && object === `table ${table}`);
    return rows === '0' || differs ? [] : [table];
  });

/** Other columns are a difference of the schema: then only the number of rows says something about the data. */
function rowsDiffer(was: TableDigest, is: TableDigest): boolean {
  const columns = ({ hash }: TableDigest): string => hash.slice(0, hash.lastIndexOf(' '));
  return was.rows !== is.rows || (columns(was) === columns(is) && was.hash !== is.hash);
}

const rowsOf = ({ rows }: TableDigest): string => (rows === '1' ? '1 row' : `${rows} rows`);
