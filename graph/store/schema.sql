-- Godwit's own tables in the state database. Every statement may run again.
CREATE SCHEMA IF NOT EXISTS godwit;

CREATE TABLE IF NOT EXISTS godwit.run (
  id text PRIMARY KEY,
  -- Orders runs that were created in the same millisecond.
  seq bigint GENERATED ALWAYS AS IDENTITY,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL CHECK (
    status IN ('running', 'waiting', 'done', 'no_schema_change', 'refused', 'rejected', 'failed', 'interrupted', 'cancelled')
  ),
  title text NOT NULL,
  -- What is needed to go on from another process; never a connection string.
  spec jsonb NOT NULL,
  graph_version text NOT NULL,
  -- The question a person has to answer, while status is waiting.
  question jsonb,
  result jsonb
);

-- One row per effect: an effect that has a result is never run again.
CREATE TABLE IF NOT EXISTS godwit.effect (
  run_id text NOT NULL REFERENCES godwit.run (id) ON DELETE CASCADE,
  call_id text NOT NULL,
  tool text NOT NULL,
  input_hash text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 1,
  finished_at timestamptz,
  result jsonb,
  PRIMARY KEY (run_id, call_id)
);

-- The timeline. `key` makes an event that is told again after a crash the same event.
CREATE TABLE IF NOT EXISTS godwit.run_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES godwit.run (id) ON DELETE CASCADE,
  key text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  event jsonb NOT NULL,
  UNIQUE (run_id, key)
);

-- What merged migrations left to later ones. The id is `<run>.<number>`.
CREATE TABLE IF NOT EXISTS godwit.follow_up (
  id text PRIMARY KEY,
  run_id text NOT NULL REFERENCES godwit.run (id) ON DELETE CASCADE,
  -- Of the migration that left it: gone from the history, there is nothing to follow up.
  version text NOT NULL,
  what text NOT NULL,
  operations jsonb NOT NULL,
  -- Table in schema godwit_archive of the target that is to go.
  archive text,
  opened_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  -- Once seen to be done it stays closed.
  closed_at timestamptz
);

-- Worker processes that are alive, or were a moment ago.
CREATE TABLE IF NOT EXISTS godwit.worker (
  id text PRIMARY KEY,
  -- As the queue writes it on the jobs that the worker holds.
  queue_id text NOT NULL,
  host text NOT NULL,
  pid integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  beat_at timestamptz NOT NULL DEFAULT now()
);

-- Names the question among all that the run ever asks, while status is waiting. Looked for first: an ALTER that has
-- nothing to do locks the table as strongly, and every command would wait behind a dump, with all workers behind it.
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = 'godwit.run'::regclass AND attname = 'interrupt_id' AND NOT attisdropped
  ) THEN
    ALTER TABLE godwit.run ADD COLUMN interrupt_id text;
  END IF;
END $$;

-- What people said to what runs asked: each of them once to each question.
CREATE TABLE IF NOT EXISTS godwit.decision (
  run_id text NOT NULL REFERENCES godwit.run (id) ON DELETE CASCADE,
  interrupt_id text NOT NULL,
  decided_by text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('yes', 'no', 'text')),
  call_id text NOT NULL,
  hash text NOT NULL,
  -- Between which schemas the approved migration was proven; null for other questions.
  schema_before text,
  schema_after text,
  answer jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  -- When the run took it. A process that is killed right then leaves the question open, and it is taken once more.
  used_at timestamptz,
  PRIMARY KEY (run_id, interrupt_id, decided_by, kind)
);

-- What runs said where their requests came from. Noted first: what has no message yet was said, or is about to be.
CREATE TABLE IF NOT EXISTS godwit.said (
  run_id text NOT NULL REFERENCES godwit.run (id) ON DELETE CASCADE,
  key text NOT NULL,
  place text NOT NULL,
  message_id text,
  url text,
  -- By the clock of the place.
  at text,
  PRIMARY KEY (run_id, key)
);

-- How far what people say in a place was heard.
CREATE TABLE IF NOT EXISTS godwit.heard (
  place text PRIMARY KEY,
  message_id text NOT NULL,
  at text NOT NULL
);

-- What happened, for good: each row holds the hash of the one before. No foreign key: it outlives the run.
CREATE TABLE IF NOT EXISTS godwit.audit (
  seq bigint PRIMARY KEY,
  -- No finer than what is hashed, or a change below a millisecond would not be seen.
  at timestamptz(3) NOT NULL,
  run_id text NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  -- Canonical JSON, to the byte; jsonb would write it anew.
  payload json NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  UNIQUE (run_id, key)
);

-- Refuses every change but an INSERT, of a superuser too, and where triggers are off for a replica.
DO $$
BEGIN
  IF EXISTS (
    SELECT FROM pg_trigger WHERE tgrelid = 'godwit.audit'::regclass AND tgname = 'append_only' AND tgenabled = 'A'
  ) OR NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'godwit.audit'::regclass), 'USAGE') THEN
    RETURN;
  END IF;
  CREATE OR REPLACE FUNCTION godwit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $f$
    BEGIN
      RAISE EXCEPTION 'godwit.audit is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END $f$;
  CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON godwit.audit
    FOR EACH STATEMENT EXECUTE FUNCTION godwit.refuse_change();
  ALTER TABLE godwit.audit ENABLE ALWAYS TRIGGER append_only;
END $$;

-- Where the login may: the audit belongs to a role that nobody logs in as, and the login only reads and adds.
DO $$
DECLARE
  login name := current_user;
  super boolean;
BEGIN
  SELECT rolsuper INTO super FROM pg_roles WHERE rolname = login AND (rolsuper OR rolcreaterole);
  IF super IS NULL OR 'godwit.audit'::regclass <> ALL (
    SELECT pg_class.oid FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner WHERE rolname = login
  ) THEN
    RETURN;
  END IF;
  BEGIN
    CREATE ROLE godwit_audit NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    -- Roles are the whole server's: another state database made it.
  END;
  IF NOT super THEN
    EXECUTE format('GRANT godwit_audit TO %I', login);
  END IF;
  GRANT USAGE, CREATE ON SCHEMA godwit TO godwit_audit;
  ALTER FUNCTION godwit.refuse_change() OWNER TO godwit_audit;
  ALTER TABLE godwit.audit OWNER TO godwit_audit;
  EXECUTE format('GRANT SELECT, INSERT ON godwit.audit TO %I', login);
  REVOKE CREATE ON SCHEMA godwit FROM godwit_audit;
  IF NOT super THEN
    EXECUTE format('REVOKE godwit_audit FROM %I', login);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  -- The trigger alone; godwit doctor says so.
END $$;
