-- The first table is Supabase's: early ones have the version only; more columns there are left alone.
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key,
  statements text[],
  name text
);
alter table supabase_migrations.schema_migrations
  add column if not exists statements text[],
  add column if not exists name text;
create schema if not exists godwit;
create table if not exists godwit.migration (
  version text primary key,
  name text not null,
  kind text not null,
  checksum text not null,
  rollback text not null,
  migration_hash text not null,
  run_id text not null,
  applied_at timestamptz not null default now(),
  -- What was measured while the step ran; plain JSON.
  report json
);
-- A concurrent step that was begun: what was there before tells, after a crash, what it had done.
create table if not exists godwit.attempt (
  version text not null,
  direction text not null,
  target_existed boolean not null,
  started_at timestamptz not null default now(),
  primary key (version, direction)
);
comment on table godwit.migration is 'Steps that Godwit applied, with the SQL that undoes each.';
