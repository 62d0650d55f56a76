import pg from 'pg';

const oid = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  int8Array: 1016,
  dateArray: 1182,
  timestampArray: 1115,
  timestamptzArray: 1185,
  intervalArray: 1187,
} as const;

const textArray: number = 1009;

/** A number where it is exact, else the text. */
function int8(text: string): number | string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

type Nested = string | null | Nested[];
type NestedInt8 = number | string | null | NestedInt8[];

function int8Elements(value: Nested): NestedInt8 {
  if (Array.isArray(value)) return value.map(int8Elements);
  return value === null ? null : int8(value);
}

const text = (value: string): string => value;
const array: (value: string) => Nested = pg.types.getTypeParser(textArray);

const parsers = new Map<number, (value: string) => unknown>([
  [oid.int8, int8],
  [oid.int8Array, (value) => int8Elements(array(value))],
  // A Date loses microseconds and moves `date` and `timestamp` by the time zone of this machine.
  [oid.date, text],
  [oid.timestamp, text],
  [oid.timestamptz, text],
  [oid.interval, text],
  [oid.dateArray, array],
  [oid.timestampArray, array],
  [oid.timestamptzArray, array],
  [oid.intervalArray, array],
]);

/** int8 as number where safe, else text; dates, times and intervals as PostgreSQL's text; the rest as pg does. */
export const sessionTypes: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(id)) || pg.types.getTypeParser(id, format),
};
