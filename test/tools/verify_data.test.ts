import { describe, expect, it } from 'vitest';
import { verifyData } from '../../tools/verify_data.ts';
import { testRun } from './support/run.ts';

const sql = `
  CREATE TABLE tasks (id int PRIMARY KEY, title text);
  CREATE TABLE log (at int);
  INSERT INTO tasks SELECT n, 'task ' || n FROM generate_series(1, 10) n;
  INSERT INTO log VALUES (1);
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (2); RETURN NEW; END $$;
  CREATE TRIGGER note AFTER UPDATE OF title ON tasks FOR EACH STATEMENT EXECUTE FUNCTION note();`;

async function verified(up: string, down = 'SELECT 1') {
  await using run = await testRun({ sql });
  const branch = await run.branchWith(up, down);
  const output = await run.call(verifyData, { branch_id: branch.id });
  const evidence = run.last('data');
  expect(evidence).toMatchObject({
    step: 'verify',
    subject: branch.id,
    ok: output.ok,
    summary: output.summary,
  });
  return { ...output, evidence };
}

describe('verify_data', () => {
  it('passes a migration that does what it says', async () => {
    const { ok, findings, summary } = await verified(`
      ALTER TABLE tasks ADD difficulty int;
      UPDATE tasks SET difficulty = 5;
      ALTER TABLE log ALTER COLUMN at TYPE numeric(10, 2);`);
    expect({ ok, findings, summary }).toEqual({
      ok: true,
      findings: [],
      summary: '11 rows in 2 tables: none lost, none changed by accident',
    });
  });

  it('finds what a trigger did on the side, and lost rows', async () => {
    const { ok, findings } = await verified(
      `UPDATE tasks SET title = upper(title); DELETE FROM tasks WHERE id > 8`,
    );
    expect(ok).toBe(false);
    expect(findings).toEqual([
      'public.tasks lost 2 rows: 10 before, 8 after',
      'the rows of public.log are not as before, though the migration does not write to it',
    ]);
  });

  it('finds a table again that has another name, also with other columns', async () => {
    const rename = `ALTER TABLE tasks RENAME TO jobs; CREATE VIEW tasks AS SELECT id, title FROM jobs;
      ALTER TABLE jobs ADD difficulty int`;
    expect(await verified(rename)).toMatchObject({ ok: true, findings: [] });
    expect((await verified(`${rename}; DELETE FROM jobs WHERE id > 8`)).findings).toEqual([
      'public.tasks lost 2 rows: 10 before, 8 after',
    ]);
  });

  it('takes the rows of a partition for moved, not lost', async () => {
    const events = `CREATE TABLE events (at int) PARTITION BY LIST (at)`;
    await using run = await testRun({ sql: `${sql} ${events}` });
    const branch = await run.branchWith(
      'ALTER TABLE events ATTACH PARTITION log FOR VALUES IN (1)',
      'ALTER TABLE events DETACH PARTITION log',
    );
    expect(await run.call(verifyData, { branch_id: branch.id })).toMatchObject({ ok: true, findings: [] });
  });

  it('takes rows in an archive for kept', async () => {
    const { ok, summary } = await verified(`
      CREATE SCHEMA IF NOT EXISTS godwit_archive;
      CREATE TABLE godwit_archive.old_tasks AS SELECT * FROM tasks WHERE id > 8;
      DELETE FROM tasks WHERE id > 8`);
    expect(ok).toBe(true);
    expect(summary).toContain('2 rows of public.tasks are kept in godwit_archive.old_tasks');
  });

  it('does not miss a table that was dropped on purpose', async () => {
    expect((await verified('DROP TABLE log')).ok).toBe(true);
  });

  it('is for a branch of the run that is there', async () => {
    await using run = await testRun({ sql });
    await expect(run.call(verifyData, { branch_id: 'none' })).rejects.toMatchObject({
      code: 'unknown-project',
    });
    const facts = { branches: new Set(['mine']), productionRef: 'prod' } as never;
    expect(verifyData.judge({ branch_id: 'mine' }, { require_confirmation: false }, facts).verdict).toBe(
      'allow',
    );
    expect(verifyData.judge({ branch_id: 'prod' }, { require_confirmation: false }, facts).verdict).toBe(
      'deny',
    );
  });
});
