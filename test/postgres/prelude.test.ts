import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { applyPrelude } from '../../postgres/prelude/prelude.ts';
import { PreludeFailed } from '../../postgres/workspace/errors.ts';
import { testDatabase } from '../support/database.ts';

const user = '6f1de2a0-9d1c-4d1a-8a53-2f3d7c1a0b11';

describe('the Supabase prelude', () => {
  test('runs twice, and leaves what is there alone', async () => {
    await using db = await testDatabase();
    const session = await db.session();
    await applyPrelude(session);
    await session.query(`
      create or replace function auth.uid() returns uuid language sql stable as $$ select null::uuid $$;
      create policy mine on auth.users for select using (true);
      insert into auth.users (id, email) values ('${user}', 'a@example.com');
      alter table storage.objects disable row level security`);
    const before = await inventory(session);
    await session.query('begin');
    await applyPrelude(session);
    await session.query('commit');
    const after = await inventory(session);
    expect(after).toEqual(before);
    expect(before.storageRls).toBe(false);
    expect(before.uid).toContain('null::uuid');
  });

  test('the roles cannot log in, and only the service is past RLS', async () => {
    await using db = await testDatabase();
    await applyPrelude(await db.session());
    expect(
      await db.query(`select rolname, rolcanlogin, rolbypassrls, rolsuper from pg_roles
        where rolname in ('anon', 'authenticated', 'service_role') order by rolname`),
    ).toEqual([
      { rolname: 'anon', rolcanlogin: false, rolbypassrls: false, rolsuper: false },
      { rolname: 'authenticated', rolcanlogin: false, rolbypassrls: false, rolsuper: false },
      { rolname: 'service_role', rolcanlogin: false, rolbypassrls: true, rolsuper: false },
    ]);
  });

  test('says what it needs where the role may not make schemas', async () => {
    await using db = await testDatabase();
    const session = await db.session();
    await session.query('set role pg_monitor');
    const error = await applyPrelude(session).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PreludeFailed);
    expect(error).toMatchObject({ sqlstate: '42501', hint: expect.stringContaining('superuser') });
  });

  test('two databases of one server may be prepared at the same moment', async () => {
    await using one = await testDatabase();
    await using two = await testDatabase();
    await using third = await testDatabase();
    const sessions = await Promise.all([one.session(), two.session(), third.session()]);
    await Promise.all(sessions.map((session) => applyPrelude(session)));
    for (const session of sessions)
      expect((await session.query(`select to_regclass('auth.users')::text as users`)).rows).toEqual([
        { users: 'auth.users' },
      ]);
  });

  test('a role that appears between look and creation is no error', async () => {
    // Names of its own: other tests of this server use the real roles.
    await using db = await testDatabase();
    const first = await db.session();
    const second = await db.session();
    await first.query('begin; create role prelude_race nologin');
    const block = `do $$ begin create role prelude_race nologin;
      exception when duplicate_object or unique_violation then null; end $$`;
    const waiting = second.query(block);
    await first.query('commit');
    await waiting;
    await first.query('drop role prelude_race');
  });

  test('what a migration creates in public is granted to the API roles', async () => {
    await using db = await testDatabase();
    const session = await db.session();
    await applyPrelude(session);
    await session.query(`create table public."Odd ""name" (id int generated always as identity);
      create function public.answer() returns int language sql as 'select 42'`);
    await session.query('begin; set local role anon');
    expect((await session.query('select count(*) from public."Odd ""name"')).rows).toEqual([{ count: 0 }]);
    expect((await session.query('select answer()')).rows).toEqual([{ answer: 42 }]);
    await session.query('rollback');
  });

  test('users of auth are hidden from the API roles', async () => {
    await using db = await testDatabase();
    const session = await db.session();
    await applyPrelude(session);
    await session.query('begin; set local role authenticated');
    await expect(session.query('select from auth.users')).rejects.toMatchObject({ code: '42501' });
    await session.query('rollback');
  });

  test('auth.uid, role, email and jwt read the claims of the request', async () => {
    await using db = await testDatabase();
    const session = await db.session();
    await applyPrelude(session);
    expect(await claims(session)).toEqual({ uid: null, role: null, email: null, jwt: null });

    const token = { sub: user, role: 'authenticated', email: 'a@example.com', app_metadata: { team: 7 } };
    await session.query('begin; set local role authenticated');
    await session.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(token)]);
    expect(await claims(session)).toEqual({ uid: user, role: token.role, email: token.email, jwt: token });
    await session.query('commit');
    // A setting that was local once reads as an empty string afterwards, not as null.
    expect(await claims(session)).toEqual({ uid: null, role: null, email: null, jwt: null });

    await session.query(`select set_config('request.jwt.claim.sub', $1, false)`, [user]);
    expect((await claims(session)).uid).toBe(user);
  });

  test('storage has buckets, objects and the folder of an object', async () => {
    await using db = await testDatabase();
    const session = await db.session();
    await applyPrelude(session);
    await session.query(`insert into storage.buckets (id, name) values ('avatars', 'avatars')`);
    await session.query(`insert into storage.objects (bucket_id, name) values ('avatars', 'a/b/c.png')`);
    const { rows } = await session.query('select path_tokens, storage.foldername(name) from storage.objects');
    expect(rows).toEqual([{ path_tokens: ['a', 'b', 'c.png'], foldername: ['a', 'b'] }]);
    expect((await session.query(`select extensions.uuid_generate_v4() is not null as made`)).rows).toEqual([
      { made: true },
    ]);
  });
});

async function claims(session: pg.Client): Promise<Record<'uid' | 'role' | 'email' | 'jwt', unknown>> {
  const { rows } = await session.query(
    'select auth.uid() as uid, auth.role(), auth.email(), auth.jwt() as jwt',
  );
  return rows[0];
}

async function inventory(session: pg.Client): Promise<Record<string, unknown>> {
  const { rows } = await session.query(`select
    (select array_agg(oid::regclass::text || relacl::text order by oid) from pg_class
      where relnamespace in ('auth'::regnamespace, 'storage'::regnamespace)) as relations,
    (select array_agg(oid::regprocedure::text order by oid) from pg_proc
      where pronamespace in ('auth'::regnamespace, 'storage'::regnamespace)) as functions,
    (select prosrc from pg_proc where oid = 'auth.uid()'::regprocedure) as uid,
    (select array_agg(extname::text order by extname) from pg_extension) as extensions,
    (select array_agg(defaclacl::text order by oid) from pg_default_acl) as default_acl,
    (select array_agg(email::text) from auth.users) as emails,
    (select array_agg(polname::text) from pg_policy) as policies,
    (select relrowsecurity from pg_class where oid = 'storage.objects'::regclass) as "storageRls"`);
  return rows[0];
}
