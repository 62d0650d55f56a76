import { describe, expect, it } from 'vitest';
import { withSession } from '../../postgres/connection/session.ts';
import { applyPrelude } from '../../postgres/prelude/prelude.ts';
import { verifyRls } from '../../tools/verify_rls.ts';
import { testRun } from './support/run.ts';

const sql = `
  INSERT INTO auth.users (id) VALUES ('00000000-0000-4000-8000-000000000001');
  CREATE TABLE tasks (id int PRIMARY KEY, open boolean);
  INSERT INTO tasks SELECT n, n > 3 FROM generate_series(1, 10) n;
  ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
  CREATE POLICY "Open" ON tasks FOR SELECT USING (open);`;

async function verified(up: string) {
  await using run = await testRun({
    async prepare(db) {
      await withSession(db.target, { applicationName: 'test' }, applyPrelude);
      await db.query(sql);
    },
  });
  const branch = await run.branchWith(up, 'SELECT 1');
  const output = await run.call(verifyRls, { branch_id: branch.id });
  expect(run.last('rls')).toMatchObject({
    step: 'verify',
    subject: branch.id,
    ok: output.ok,
    summary: output.summary,
  });
  // Who was tried is told, never by an id.
  expect(JSON.stringify(run.last('rls'))).not.toContain('00000000-0000');
  return output;
}

describe('verify_rls', () => {
  it('passes a migration that leaves the policies alone', async () => {
    expect(await verified('ALTER TABLE tasks ADD difficulty int')).toEqual({
      ok: true,
      findings: [],
      summary: '1 policy on 4 tables: anon; authenticated, user 1 see what they saw before',
      notCompared: [],
    });
  });

  it('finds a table again that has another name, with a view under the old one', async () => {
    const rename = `ALTER TABLE tasks RENAME TO jobs;
      CREATE VIEW tasks WITH (security_invoker = true) AS SELECT id, open FROM jobs`;
    expect(await verified(rename)).toMatchObject({ ok: true, findings: [], notCompared: [] });
    expect((await verified(`${rename}; DROP POLICY "Open" ON jobs`)).findings).toContain(
      'policy "Open" of public.tasks is gone',
    );
  });

  it('names what is lost', async () => {
    const { ok, findings } = await verified('DROP POLICY "Open" ON tasks; CREATE TABLE open_door (id int)');
    expect(ok).toBe(false);
    expect(findings).toEqual([
      'policy "Open" of public.tasks is gone',
      'anon sees other rows of public.tasks: 7 before, 0 after',
      'authenticated, user 1 sees other rows of public.tasks: 7 before, 0 after',
      'the new table public.open_door has no row level security, and roles of the API have privileges on it',
    ]);
  });

  it('says what it could not compare', async () => {
    const { ok, notCompared } = await verified('INSERT INTO tasks VALUES (11, true)');
    expect(ok).toBe(true);
    expect(notCompared).toEqual([
      'rows of public.tasks were not compared: production holds 10 rows, the branch 11',
    ]);
  });
});
