-- What a Supabase project has before its first migration, as far as migrations, policies and tests lean on it.
-- Every statement leaves alone what is there already: the file may run again, and on a real project it changes
-- no object of Supabase's own. Needs CREATEROLE and BYPASSRLS (in practice: a superuser). PostgreSQL 14 to 18.

-- Roles belong to the whole cluster: two databases may be prepared at the same moment, and the one that comes
-- second sees either an existing role or, having waited for the first, a unique violation.
do $roles$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls')
    ) as role (name, options)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      begin
        execute format('create role %I %s', wanted.name, wanted.options);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
end
$roles$;

create schema if not exists extensions;
create schema if not exists auth;
create schema if not exists storage;

grant usage on schema public, extensions, auth, storage to anon, authenticated, service_role;

-- Not every server ships contrib; gen_random_uuid() is in core since PostgreSQL 13.
do $extensions$
declare
  wanted text;
begin
  foreach wanted in array array['pgcrypto', 'uuid-ossp'] loop
    if exists (select from pg_catalog.pg_available_extensions where name = wanted and installed_version is null) then
      execute format('create extension %I with schema extensions', wanted);
    end if;
  end loop;
end
$extensions$;

-- What the role that runs the migrations creates in public is reachable through the API; RLS is what guards it.
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;

-- Row level security without a policy: rows of auth are for the service and for definer functions only.
do $users$
begin
  if to_regclass('auth.users') is null then
    create table auth.users (
      id uuid primary key,
      aud character varying(255),
      role character varying(255),
      email character varying(255),
      phone text unique,
      encrypted_password character varying(255),
      email_confirmed_at timestamp with time zone,
      phone_confirmed_at timestamp with time zone,
      last_sign_in_at timestamp with time zone,
      raw_app_meta_data jsonb,
      raw_user_meta_data jsonb,
      is_super_admin boolean,
      is_sso_user boolean not null default false,
      is_anonymous boolean not null default false,
      banned_until timestamp with time zone,
      deleted_at timestamp with time zone,
      created_at timestamp with time zone default now(),
      updated_at timestamp with time zone default now()
    );
    create unique index users_email_partial_key on auth.users (email) where is_sso_user = false;
    alter table auth.users enable row level security;
    grant all on auth.users to service_role;
  end if;
end
$users$;

-- PostgREST puts the verified token into request.jwt.claims; releases before 9 set one variable for each claim.
do $claims$
begin
  if to_regprocedure('auth.jwt()') is null then
    create function auth.jwt() returns jsonb language sql stable as $body$
      select coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
      )::jsonb
    $body$;
  end if;
  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid language sql stable as $body$
      select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
      )::uuid
    $body$;
  end if;
  if to_regprocedure('auth.role()') is null then
    create function auth.role() returns text language sql stable as $body$
      select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
      )
    $body$;
  end if;
  if to_regprocedure('auth.email()') is null then
    create function auth.email() returns text language sql stable as $body$
      select coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
      )
    $body$;
  end if;
end
$claims$;

do $storage$
begin
  if to_regclass('storage.buckets') is null then
    create table storage.buckets (
      id text primary key,
      name text not null unique,
      owner uuid,
      owner_id text,
      public boolean default false,
      file_size_limit bigint,
      allowed_mime_types text[],
      created_at timestamp with time zone default now(),
      updated_at timestamp with time zone default now()
    );
    alter table storage.buckets enable row level security;
    grant all on storage.buckets to anon, authenticated, service_role;
  end if;
  if to_regclass('storage.objects') is null then
    create table storage.objects (
      id uuid primary key default gen_random_uuid(),
      bucket_id text references storage.buckets (id),
      name text,
      owner uuid,
      owner_id text,
      metadata jsonb,
      user_metadata jsonb,
      path_tokens text[] generated always as (string_to_array(name, '/')) stored,
      version text,
      created_at timestamp with time zone default now(),
      updated_at timestamp with time zone default now(),
      last_accessed_at timestamp with time zone default now(),
      unique (bucket_id, name)
    );
    alter table storage.objects enable row level security;
    grant all on storage.objects to anon, authenticated, service_role;
  end if;
  if to_regprocedure('storage.foldername(text)') is null then
    create function storage.foldername(name text) returns text[] language sql immutable as $body$
      select (string_to_array(name, '/'))[1 : array_length(string_to_array(name, '/'), 1) - 1]
    $body$;
  end if;
end
$storage$;
