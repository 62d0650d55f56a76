import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  DuplicateMigrationVersion,
  MigrationFileNameInvalid,
  MigrationsFolderMissing,
  ScriptFileUnreadable,
} from '../../../postgres/workspace/errors.ts';
import { prepareDatabase } from '../../../postgres/workspace-database.ts';
import { testDatabase } from '../../support/database.ts';
import { first, history, rejection, workspace } from './support.ts';

describe('files', () => {
  test('odd names are kept', async () => {
    using folder = workspace({
      '1_init.sql': 'create table a ()',
      '20260101000000_it\'s "odd"; drop ünïcode 🎲.sql': 'create table b ()',
      '20260102000000__.sql': '\uFEFFcreate table c ()',
    });
    await using db = await testDatabase();
    await prepareDatabase(await db.session(), folder.files());
    expect((await history(db)).map(({ version, name }) => [version, name])).toEqual([
      ['1', 'init'],
      ['20260101000000', `it's "odd"; drop ünïcode 🎲`],
      ['20260102000000', '_'],
    ]);
  });

  test.each(['init.sql', '20260101000000.sql', '20260101000000_.sql', '2026-01-01_a.sql', 'v1_a.sql'])(
    'refuses the name %s before the database is touched',
    async (name) => {
      using folder = workspace({ [first]: 'create table t ()', [name]: 'select 1' });
      await using db = await testDatabase();
      const error = await rejection(prepareDatabase(await db.session(), folder.files()));
      expect(error).toBeInstanceOf(MigrationFileNameInvalid);
      expect(error).toMatchObject({ file: name, hint: expect.stringContaining('<version>_<name>.sql') });
      expect(await db.query(`select to_regnamespace('godwit') as godwit`)).toEqual([{ godwit: null }]);
    },
  );

  test('refuses two files with one version', async () => {
    using folder = workspace({ [first]: '', '20260101000000_again.sql': '' });
    await using db = await testDatabase();
    const error = await rejection(prepareDatabase(await db.session(), folder.files()));
    expect(error).toBeInstanceOf(DuplicateMigrationVersion);
    expect(error).toMatchObject({ version: '20260101000000', files: ['20260101000000_again.sql', first] });
  });

  test('refuses a folder that does not exist, or is a file', async () => {
    using folder = workspace({ [first]: '' });
    await using db = await testDatabase();
    for (const migrationsDir of [join(folder.migrationsDir, 'gone'), join(folder.migrationsDir, first)]) {
      const error = await rejection(prepareDatabase(await db.session(), { migrationsDir, prelude: false }));
      expect(error).toBeInstanceOf(MigrationsFolderMissing);
      expect(error).toMatchObject({ folder: migrationsDir });
    }
  });

  test('refuses a file that is not UTF-8, and a seed that is not there', async () => {
    using folder = workspace({ [first]: Buffer.from([0x2d, 0x2d, 0xff, 0xfe]) });
    await using db = await testDatabase();
    const error = await rejection(prepareDatabase(await db.session(), folder.files()));
    expect(error).toBeInstanceOf(ScriptFileUnreadable);
    folder.write(first, '');
    expect(await rejection(prepareDatabase(await db.session(), folder.files({ seed: true })))).toMatchObject({
      code: 'script-file-unreadable',
      file: folder.files({ seed: true }).seedFile,
    });
  });
});
