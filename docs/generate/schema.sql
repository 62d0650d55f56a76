-- The schema that the examples of docs/operations are about, small and with rows.
CREATE TYPE task_status AS ENUM ('draft', 'open', 'done');
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE stage AS ENUM ('new', 'started', 'paused', 'closed');
CREATE DOMAIN rating AS integer DEFAULT 3 CHECK (VALUE BETWEEN 1 AND 5);
CREATE SCHEMA archive;

CREATE TABLE profiles (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username text NOT NULL,
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL DEFAULT '',
  bio text,
  phone1 text,
  phone2 text,
  phone3 text
);
CREATE TABLE tasks (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_id integer NOT NULL REFERENCES profiles,
  reviewer_id integer,
  code text,
  title text NOT NULL,
  status task_status NOT NULL DEFAULT 'open',
  content jsonb NOT NULL DEFAULT '{}',
  score integer NOT NULL DEFAULT 0,
  legacy_notes text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT tasks_score_check CHECK (score >= 0)
);
CREATE INDEX tasks_status_idx ON tasks (status);
CREATE INDEX tasks_owner_id_idx ON tasks (owner_id);
CREATE TABLE comments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  task_id integer NOT NULL CONSTRAINT comments_task_id_fkey REFERENCES tasks ON DELETE CASCADE,
  body text NOT NULL
);
CREATE INDEX comments_task_id_idx ON comments (task_id);
CREATE TABLE orders (id integer PRIMARY KEY, stage stage NOT NULL DEFAULT 'new');
CREATE INDEX orders_stage_idx ON orders (stage);
CREATE TABLE categories (name text NOT NULL, label text);
CREATE TABLE tags (name text PRIMARY KEY, label text);
CREATE TABLE task_details (task_id integer PRIMARY KEY REFERENCES tasks ON DELETE CASCADE, summary text);
CREATE TABLE bookings (room integer NOT NULL, during tsrange NOT NULL);
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, what text NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2027 (id bigint NOT NULL, at date NOT NULL, what text NOT NULL);

ALTER TABLE tasks ADD CONSTRAINT tasks_title_check CHECK (title <> '') NOT VALID;
ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Everybody reads" ON profiles FOR SELECT USING (true);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE FUNCTION old_helper() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TRIGGER tasks_touch BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW open_tasks AS SELECT id, title FROM tasks WHERE status = 'open';

INSERT INTO profiles (username) SELECT 'user' || n FROM generate_series(1, 20) n;
INSERT INTO tasks (owner_id, code, title, legacy_notes)
SELECT 1 + n % 20, 'T-' || n, 'task ' || n, CASE WHEN n % 2 = 0 THEN 'note ' || n END FROM generate_series(1, 100) n;
INSERT INTO comments (task_id, body) SELECT n, 'comment' FROM generate_series(1, 50) n;
INSERT INTO orders SELECT n, (enum_range(NULL::stage))[1 + n % 4] FROM generate_series(1, 100) n;
INSERT INTO categories VALUES ('a', 'A'), ('b', 'B');
INSERT INTO task_details (task_id) SELECT id FROM tasks;
INSERT INTO bookings VALUES (1, '[2026-01-01, 2026-01-02)');
INSERT INTO events_2027 VALUES (1, '2027-03-01', 'x');
ANALYZE;
