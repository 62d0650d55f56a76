import { describe, expect, it } from 'vitest';
import { applyPrelude } from '../../../postgres/prelude/prelude.ts';
import { compareRls, probeRls } from '../../../postgres/verify/index.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

const users = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

const schema = `
  INSERT INTO auth.users (id, created_at) VALUES ('${users[0]}', '2026-01-01'), ('${users[1]}', '2026-01-02');
  CREATE TABLE public."Odd ""tasks""" (id int PRIMARY KEY, owner_id uuid, status text);
  INSERT INTO public."Odd ""tasks""" SELECT n, (ARRAY['${users[0]}', '${users[1]}'])[1 + (n % 4) / 3]::uuid,
    CASE WHEN n % 5 = 0 THEN 'published' ELSE 'draft' END FROM generate_series(1, 20) n;
  ALTER TABLE public."Odd ""tasks""" ENABLE ROW LEVEL SECURITY;
  CREATE POLICY "Published" ON public."Odd ""tasks""" FOR SELECT USING (status = 'published');
  CREATE POLICY "Own" ON public."Odd ""tasks""" TO authenticated USING (owner_id = auth.uid()) WITH CHECK (owner_id = auth.uid());
  CREATE TABLE public.secrets (id int);
  INSERT INTO public.secrets VALUES (1);
  ALTER TABLE public.secrets ENABLE ROW LEVEL SECURITY;
  REVOKE ALL ON public.secrets FROM anon;
  CREATE TABLE public.plain (id int);`;

const tasks = 'public."Odd ""tasks"""';

async function supabase(sql = ''): Promise<TestDatabase> {
  const db = await testDatabase();
  await applyPrelude(await db.session());
  await db.query(schema + sql);
  return db;
}

/** Production as it is, against a copy with the migration. */
async function migrated(migration: string) {
  await using production = await supabase();
  await using branch = await supabase(migration);
  const before = await probeRls(await production.session());
  return compareRls(before, await probeRls(await branch.session(), before));
}

const clean = {
  lostPolicies: [],
  changedPolicies: [],
  visibility: [],
  notCompared: [],
  switchedOff: [],
  newTablesWithoutRls: [],
};

describe('probeRls', () => {
  it('sees what each role sees', async () => {
    await using db = await supabase();
    const session = await db.session();
    const probe = await probeRls(session);
    expect(probe.identities).toEqual(['anon', 'authenticated, user 1', 'authenticated, user 2']);
    const found = Object.fromEntries(probe.tables.map(({ table, rows, sees }) => [table, { rows, sees }]));
    expect(found[tasks]).toEqual({
      rows: 20,
      sees: { anon: 4, 'authenticated, user 1': 16, 'authenticated, user 2': 8 },
    });
    expect(found['public.secrets']).toEqual({
      rows: 1,
      sees: { anon: 'no access', 'authenticated, user 1': 0, 'authenticated, user 2': 0 },
    });
    expect(found['public.plain']).toEqual({ rows: null, sees: {} });
    const policies = probe.tables.find(({ table }) => table === tasks)?.policies;
    expect(policies).toEqual([
      expect.objectContaining({
        policy: 'Own',
        command: 'all',
        kind: 'permissive',
        roles: ['authenticated'],
        using: '(owner_id = auth.uid())',
      }),
      expect.objectContaining({ policy: 'Published', command: 'select', roles: ['public'], check: null }),
    ]);
    // Nothing of it stays in the session.
    const { rows } = await session.query(
      `SELECT current_user = session_user AS same, current_setting('request.jwt.claims', true) AS claims,
         current_setting('transaction_read_only') AS "readOnly", current_setting('row_security') AS rls`,
    );
    expect(rows).toEqual([{ same: true, claims: '', readOnly: 'off', rls: 'on' }]);
  });

  it('counts no further than 10,000', async () => {
    await using db = await supabase(
      `INSERT INTO ${tasks} SELECT n, NULL, 'published' FROM generate_series(100, 12000) n`,
    );
    const probe = await probeRls(await db.session());
    expect(probe.tables.find(({ table }) => table === tasks)).toMatchObject({
      rows: 11921,
      sees: { anon: 10000 },
    });
  });

  it('says why it could not look', async () => {
    await using db = await supabase(`
      CREATE FUNCTION public.broken() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT gone FROM ${tasks} LIMIT 1); END $$;
      CREATE POLICY broken ON public.secrets TO authenticated USING (public.broken());
      CREATE FUNCTION public.value() RETURNS boolean LANGUAGE sql VOLATILE AS $$ SELECT 'secret value'::text::int = 1 $$;
      CREATE POLICY value ON public.secrets TO service_role USING (true);`);
    const probe = await probeRls(await db.session());
    expect(probe.tables.find(({ table }) => table === 'public.secrets')?.sees).toMatchObject({
      'authenticated, user 1': 'not checked: column "gone" does not exist',
      service_role: 1,
    });
  });

  it('does not check a role that it may not take on', async () => {
    await using db = await supabase();
    const [login] = await db.query<{ name: string }>(`SELECT 'low_' || current_database() AS name`);
    await db.query(
      `CREATE ROLE ${login?.name}; GRANT SELECT ON ${tasks} TO ${login?.name}; GRANT USAGE ON SCHEMA auth TO ${login?.name}`,
    );
    const session = await db.session();
    await session.query(`SET SESSION AUTHORIZATION ${login?.name}`);
    const probe = await probeRls(session);
    expect(probe.tables.find(({ table }) => table === tasks)).toMatchObject({
      rows: null,
      sees: { anon: 'not checked: permission denied to set role "anon"' },
    });
    expect(probe.identities).toContain('authenticated');
    await session.query('RESET SESSION AUTHORIZATION');
    await db.query(`DROP OWNED BY ${login?.name}; DROP ROLE ${login?.name}`);
  });

  it('changes nothing, whatever a policy calls', async () => {
    await using db = await supabase(`
      CREATE TABLE public.log (at timestamptz); GRANT ALL ON public.log TO public;
      CREATE FUNCTION public.writes() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS
        $$ BEGIN INSERT INTO public.log VALUES (now()); RETURN true; END $$;
      CREATE POLICY writes ON public.secrets TO authenticated USING (public.writes());`);
    const probe = await probeRls(await db.session());
    expect(probe.tables.find(({ table }) => table === 'public.secrets')?.sees['authenticated, user 1']).toBe(
      'not checked: SQLSTATE 25006',
    );
    expect(await db.query('SELECT * FROM public.log')).toEqual([]);
  });

  it('finds nothing to probe in a database without Supabase', async () => {
    await using db = await testDatabase({ sql: 'CREATE TABLE t (id int)' });
    const probe = await probeRls(await db.session());
    expect(probe.tables).toEqual([expect.objectContaining({ table: 'public.t', sees: {} })]);
    expect(probe.users).toEqual([]);
    expect(compareRls(probe, probe)).toMatchObject({ ...clean, tables: 0 });
  });
});

describe('compareRls', () => {
  it('finds nothing after a harmless migration', async () => {
    const report = await migrated(`ALTER TABLE ${tasks} ADD difficulty int DEFAULT 5;
      CREATE TABLE public.notes (id int); ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
      CREATE TABLE public.internal (id int); REVOKE ALL ON public.internal FROM anon, authenticated, service_role;`);
    expect(report).toMatchObject({
      ...clean,
      policies: 2,
      identities: ['anon', 'authenticated, user 1', 'authenticated, user 2'],
    });
  });

  it('takes the new name of a column in a policy for no change', async () => {
    expect(await migrated(`ALTER TABLE ${tasks} RENAME COLUMN owner_id TO "Owner Id"`)).toMatchObject(clean);
  });

  it('finds a lost policy and what it takes away', async () => {
    expect(await migrated(`DROP POLICY "Own" ON ${tasks}`)).toMatchObject({
      lostPolicies: [{ table: tasks, policy: 'Own' }],
      visibility: [
        { table: tasks, identity: 'authenticated, user 1', before: 16, after: 4 },
        { table: tasks, identity: 'authenticated, user 2', before: 8, after: 4 },
      ],
    });
  });

  it('finds a changed policy', async () => {
    expect(await migrated(`ALTER POLICY "Own" ON ${tasks} TO public WITH CHECK (true)`)).toMatchObject({
      changedPolicies: [
        { table: tasks, policy: 'Own', what: 'roles', before: 'authenticated', after: 'public' },
        { table: tasks, policy: 'Own', what: 'check', before: '(owner_id = auth.uid())', after: 'true' },
      ],
    });
  });

  it('finds privileges that are gone, and a policy that fails now', async () => {
    expect((await migrated(`REVOKE SELECT ON ${tasks} FROM anon`)).visibility).toEqual([
      { table: tasks, identity: 'anon', before: 4, after: 'no access' },
    ]);
  });

  it('finds row level security switched off, and new tables that stand open', async () => {
    expect(
      await migrated(
        `ALTER TABLE public.secrets DISABLE ROW LEVEL SECURITY; CREATE TABLE public.open (id int)`,
      ),
    ).toMatchObject({ switchedOff: ['public.secrets'], newTablesWithoutRls: ['public.open'] });
  });

  it('does not compare counts of other rows, or where the migration lets more in', async () => {
    const live = await migrated(`INSERT INTO ${tasks} VALUES (99, NULL, 'published')`);
    expect(live).toMatchObject({
      visibility: [],
      notCompared: [{ table: tasks, why: 'production holds 20 rows, the branch 21' }],
    });
    const opened = await migrated(`CREATE POLICY "All" ON ${tasks} FOR SELECT TO anon USING (true)`);
    expect(opened).toMatchObject({
      visibility: [],
      notCompared: [{ table: tasks, why: 'the migration adds "All"' }],
    });
  });
});
