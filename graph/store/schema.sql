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

-- Names the question among all that the run ever asks, while status is waiting.
ALTER TABLE godwit.run ADD COLUMN IF NOT EXISTS interrupt_id text;

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
