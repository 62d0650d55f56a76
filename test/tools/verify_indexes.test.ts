import { describe, expect, it } from 'vitest';
import { verifyIndexes } from '../../tools/verify_indexes.ts';
import { testRun } from './support/run.ts';

const sql = 'CREATE TABLE people (id int PRIMARY KEY); CREATE TABLE tasks (id int PRIMARY KEY, title text)';

describe('verify_indexes', () => {
  it('names what is missing', async () => {
    await using run = await testRun({ sql });
    run.note({
      step: 'analyze',
      fact: 'planned',
      subject: 'change',
      ok: true,
      summary: '',
      observed: { indexes: ['public.tasks.owner_id', 'public.tasks.title'] },
    });
    const branch = await run.branchWith(
      `ALTER TABLE tasks ADD owner_id int CONSTRAINT owner REFERENCES people; CREATE INDEX again ON tasks (id); CREATE INDEX ON tasks (title)`,
      'SELECT 1',
    );
    const { ok, findings } = await run.call(verifyIndexes, { branch_id: branch.id });
    expect(ok).toBe(false);
    expect(findings).toEqual([
      'foreign key "owner" of public.tasks has no index on (owner_id): deletes of referenced rows read the whole table',
      'no index begins with public.tasks.owner_id',
      'the new index public.again does what public.tasks_pkey does already',
    ]);
    expect(run.last('indexes')).toMatchObject({ step: 'verify', subject: branch.id, ok: false });
  });

  it('passes a migration that adds its index', async () => {
    await using run = await testRun({ sql });
    const branch = await run.branchWith(
      'ALTER TABLE tasks ADD owner_id int REFERENCES people; CREATE INDEX ON tasks (owner_id)',
      'ALTER TABLE tasks DROP COLUMN owner_id',
    );
    expect(await run.call(verifyIndexes, { branch_id: branch.id })).toEqual({
      ok: true,
      findings: [],
      summary: '3 indexes: all valid, every new foreign key covered',
    });
  });
});
