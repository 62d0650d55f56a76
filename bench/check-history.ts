/** Small migrations as teams write them, in turn: a table, a column, rows with a constraint; each with its down. */
export function history(length: number): { readonly name: string; readonly sql: string }[] {
  return Array.from({ length }, (_, at) => {
    const { up, down } = migration(at);
    const stem = `${String(at + 1).padStart(4, '0')}_step`;
    return [
      { name: `${stem}.up.sql`, sql: up },
      { name: `${stem}.down.sql`, sql: down },
    ];
  }).flat();
}

export function migration(at: number): { readonly up: string; readonly down: string } {
  const table = `history_${Math.floor(at / 3) + 1}`;
  const parent =
    at < 3 ? '' : `, parent bigint REFERENCES history_${Math.floor(at / 3)} (id) ON DELETE CASCADE`;
  switch (at % 3) {
    case 0:
      return {
        up: `CREATE TABLE ${table} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL,
  done boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()${parent}
);
CREATE INDEX ${table}_created ON ${table} (created_at);\n`,
        down: `DROP TABLE ${table};\n`,
      };
    case 1:
      return {
        up: `ALTER TABLE ${table} ADD COLUMN level int NOT NULL DEFAULT 5 CHECK (level BETWEEN 1 AND 10);\n`,
        down: `ALTER TABLE ${table} DROP COLUMN level;\n`,
      };
    default:
      return {
        up: `INSERT INTO ${table} (title) SELECT 'task ' || n FROM generate_series(1, 5) n;
ALTER TABLE ${table} ADD CONSTRAINT ${table}_title CHECK (title <> '');\n`,
        down: `ALTER TABLE ${table} DROP CONSTRAINT ${table}_title;\nDELETE FROM ${table};\n`,
      };
  }
}

/** A schema that is there before. */
export const tables = (count: number, from = 0): string =>
  Array.from(
    { length: count },
    (_, at) => `CREATE TABLE before_${from + at} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text NOT NULL, b int DEFAULT 5 CHECK (b > 0), c timestamptz, d jsonb, e text
); CREATE INDEX ON before_${from + at} (c);`,
  ).join('\n');
