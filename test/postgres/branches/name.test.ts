import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchDatabaseName } from '../../../postgres/branches/name.ts';
import { listElements } from '../../../postgres/branches/settings.ts';

test('a branch name becomes a short database name', () => {
  expect(branchDatabaseName('prod', 'run', 'Add difficulty (1–10) to tasks!')).toMatch(
    /^godwit_add_difficulty_1_10_to_tasks_[0-9a-f]{8}$/,
  );
  expect(branchDatabaseName('prod', 'run', '日本')).toMatch(/^godwit_branch_[0-9a-f]{8}$/);
});

test('any name gives a plain identifier, the same every time, another for another run', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, run) => {
      const database = branchDatabaseName('prod', run, name);
      expect(database).toMatch(/^godwit_[a-z0-9][a-z0-9_]{0,29}_[0-9a-f]{8}$/);
      expect(branchDatabaseName('prod', run, name)).toBe(database);
      expect(branchDatabaseName('prod', `${run}x`, name)).not.toBe(database);
    }),
  );
});

test('the value of a list setting is taken apart as the server wrote it', () => {
  expect(listElements('"$user", public')).toEqual(['$user', 'public']);
  expect(listElements('"a ""b"", c",d_1 ,  "E"')).toEqual(['a "b", c', 'd_1', 'E']);
  expect(listElements('""')).toEqual(['']);
  expect(listElements('')).toEqual([]);
});
