import type pg from 'pg';
import type { Snapshot } from '../../../postgres/snapshot/index.ts';
import { diffSnapshots, takeSnapshot } from '../../../postgres/snapshot/index.ts';

export const roles = { owner: 'Branch "Owner"', reader: 'branch_reader' };

/** Roles belong to the whole server: made once, whoever comes first. */
export async function ensureRoles(session: pg.Client): Promise<void> {
  for (const role of Object.values(roles))
    await session.query(`CREATE ROLE ${session.escapeIdentifier(role)}`).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && /42710|23505/.test(String(error.code)))) throw error;
    });
}

const owner = '"Branch ""Owner"""';

/** A bit of everything a copy can lose: odd names, owners, privileges, order of columns, states, rows, sequences. */
export const richSchema = `
  CREATE SCHEMA "Äpp.""x" AUTHORIZATION ${owner};
  CREATE EXTENSION pgcrypto;
  SET search_path = "Äpp.""x", public;
  CREATE DOMAIN short AS text CHECK (length(VALUE) < 20);
  CREATE TYPE pair AS (a int, b text);
  CREATE TABLE parent (
    id int GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY,
    "select" text NOT NULL DEFAULT 'x',
    n int, doubled int GENERATED ALWAYS AS (n * 2) STORED,
    made timestamptz NOT NULL DEFAULT now());
  CREATE TYPE mood AS ENUM ('sad', 'o''k', 'happy');
  CREATE TABLE child (
    id bigserial PRIMARY KEY, parent_id int REFERENCES parent ON DELETE CASCADE,
    mood mood NOT NULL DEFAULT 'sad', moods mood[], p pair, name short, body bytea, after_enum int);
  ALTER TABLE parent ADD COLUMN favourite bigint REFERENCES child;
  ALTER TABLE parent ADD CONSTRAINT later CHECK (n < 1000) NOT VALID;
  CREATE TABLE dropped (a int, b int, c int); ALTER TABLE dropped DROP COLUMN b; ALTER TABLE dropped ADD b text;
  CREATE TABLE parts (day date, v int, PRIMARY KEY (day)) PARTITION BY RANGE (day);
  CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  CREATE TABLE parts_rest PARTITION OF parts DEFAULT;
  CREATE INDEX lower_name ON child (lower(name)) WHERE name IS NOT NULL;
  CREATE STATISTICS both_columns ON parent_id, mood FROM child;
  ALTER TABLE child ALTER body SET STORAGE EXTERNAL; ALTER TABLE child ALTER name SET STATISTICS 500;
  ALTER TABLE child CLUSTER ON child_pkey;
  ALTER TABLE child SET (autovacuum_vacuum_scale_factor = 0.3, toast.autovacuum_enabled = off);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := NEW.n + 1; RETURN NEW; END $$;
  CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON parent FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TRIGGER sleeping BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION touch();
  ALTER TABLE child DISABLE TRIGGER sleeping;
  ALTER TABLE parent ENABLE ROW LEVEL SECURITY; ALTER TABLE parent FORCE ROW LEVEL SECURITY;
  CREATE POLICY mine ON parent FOR SELECT TO branch_reader USING (n > 2);
  CREATE VIEW joined AS SELECT p.*, c.mood FROM parent p JOIN child c ON c.parent_id = p.id;
  CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM child;
  CREATE MATERIALIZED VIEW unread AS SELECT 1 AS a WITH NO DATA;
  CREATE SEQUENCE odd INCREMENT BY 7; SELECT nextval('odd'), nextval('odd');
  GRANT SELECT ON parent, joined TO branch_reader; GRANT UPDATE ("select") ON parent TO branch_reader;
  GRANT USAGE ON SCHEMA "Äpp.""x" TO branch_reader;
  ALTER TABLE parent OWNER TO ${owner};
  ALTER DEFAULT PRIVILEGES IN SCHEMA "Äpp.""x" GRANT SELECT ON TABLES TO branch_reader;
  CREATE TABLE after_defaults (a int);
  COMMENT ON TABLE parent IS 'it''s'; COMMENT ON COLUMN parent.n IS E'two\\nlines';
  INSERT INTO parent ("select", n) SELECT 'a' || chr(9) || chr(10) || '\\' || i, i FROM generate_series(1, 50) AS i;
  INSERT INTO child (parent_id, mood, moods, p, name, body)
    SELECT 99 + i, 'o''k', '{sad,happy,NULL}', (i, NULL::text)::pair, NULL, decode('00ff5c', 'hex') FROM generate_series(1, 50) AS i;
  UPDATE parent SET favourite = id - 99;
  INSERT INTO dropped VALUES (1, 2, 'z'); INSERT INTO parts VALUES ('2024-05-05', 1), ('1999-01-01', 2);
  REFRESH MATERIALIZED VIEW counted;
`;

/** The comment of the database itself is where a branch keeps what it is. */
async function snapshot(session: pg.Client): Promise<Snapshot> {
  const whole = await takeSnapshot(session);
  const objects = Object.entries(whole.objects).filter(([key]) => key !== 'database comment');
  return { ...whole, objects: Object.fromEntries(objects) };
}

export async function fingerprint(session: pg.Client): Promise<string> {
  return JSON.stringify((await snapshot(session)).objects);
}

export async function schemaDifferences(from: pg.Client, to: pg.Client): Promise<unknown[]> {
  return [...diffSnapshots(await snapshot(from), await snapshot(to))];
}

/** All rows of all tables, and every sequence, as text. */
export async function contents(session: pg.Client): Promise<Record<string, unknown>> {
  const { rows } = await session.query<{ name: string; kind: string }>(
    `SELECT c.oid::regclass::text AS name, c.relkind AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relkind IN ('r', 'p', 'S', 'm') AND relispopulated AND nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  const result: Record<string, unknown> = {};
  for (const { name, kind } of rows) {
    const columns = kind === 'S' ? 'last_value, is_called' : '*';
    const { rows: content } = await session.query(
      `SELECT coalesce(json_agg(to_json(t)::text ORDER BY to_json(t)::text), '[]') AS rows FROM (SELECT ${columns} FROM ${name}) t`,
    );
    result[name] = content[0]?.rows;
  }
  return result;
}
