import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { regenerateTypes } from '../../tools/regenerate_types.ts';
import { testFolder } from '../support/folder.ts';
import { testRun } from './support/run.ts';

describe('regenerate_types', () => {
  it('writes the file, then leaves it alone', async () => {
    await using run = await testRun({ sql: 'CREATE TABLE tasks (id int PRIMARY KEY)' });
    const first = await run.call(regenerateTypes, {});
    const path = join(run.folder.path, 'src/database.types.ts');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('tasks');
    expect(first).toMatchObject({
      path: 'src/database.types.ts',
      changed: true,
      bytes: Buffer.byteLength(text),
      removed: 0,
    });
    expect(run.last('types')).toMatchObject({ step: 'types', subject: 'src/database.types.ts', ok: true });
    expect(await run.call(regenerateTypes, {})).toEqual({ ...first, changed: false, added: 0 });

    await run.db.query('ALTER TABLE tasks ADD difficulty int');
    // A row, an insert and an update know the new column.
    expect(await run.call(regenerateTypes, {})).toMatchObject({ changed: true, added: 3, removed: 0 });
  });

  it('does not write through a link out of the workspace', async () => {
    using outside = testFolder({ 'database.types.ts': 'theirs' });
    await using run = await testRun({ sql: 'CREATE TABLE tasks (id int)' });
    mkdirSync(join(run.folder.path, 'src'));
    symlinkSync(join(outside.path, 'database.types.ts'), join(run.folder.path, 'src/database.types.ts'));
    await expect(run.call(regenerateTypes, {})).rejects.toMatchObject({ code: 'outside-workspace' });
    expect(readFileSync(join(outside.path, 'database.types.ts'), 'utf8')).toBe('theirs');
  });

  it('is for the role that may write the types', () => {
    const judge = (writable: string[]) =>
      regenerateTypes.judge({}, { require_confirmation: false }, { writable } as never).verdict;
    expect(judge(['src/database.types.ts'])).toBe('allow');
    expect(judge(['supabase/migrations/', 'docs/migrations/'])).toBe('deny');
    expect(judge([])).toBe('deny');
  });
});
