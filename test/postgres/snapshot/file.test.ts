import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  readSnapshotFile,
  SnapshotFileInvalid,
  takeSnapshot,
  UnknownSnapshotFormat,
} from '../../../postgres/snapshot/index.ts';
import { testDatabase } from '../../support/database.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a snapshot comes back from its file; another format, a changed or cut one does not', async () => {
  await using db = await testDatabase({
    sql: 'create table "__proto__" ("__proto__" int, constructor text)',
  });
  const snapshot = await takeSnapshot(await db.session());
  expect(Object.keys(snapshot.objects['column order public.__proto__']?.attributes ?? {})).toEqual([
    '__proto__',
    'constructor',
  ]);
  using folder = temporaryFolder();
  const path = join(folder.path, 'snapshot.json');
  const read = (text: string) => {
    writeFileSync(path, text);
    return () => readSnapshotFile(path);
  };
  const text = JSON.stringify({ type: 'result', ...snapshot });
  expect(read(`${text}\n`)()).toEqual(snapshot);
  expect(read(text.replace('"format":1', '"format":2'))).toThrow(UnknownSnapshotFormat);
  expect(read(text.replace('"format":1', '"format":"1"'))).toThrow(UnknownSnapshotFormat);
  for (const wrong of ['', '[]', text.slice(0, -20), text.replace('integer', 'bigint'), '{"format":1}'])
    expect(read(wrong), wrong.slice(0, 40)).toThrow(SnapshotFileInvalid);
  expect(() => readSnapshotFile(join(folder.path, 'none.json'))).toThrow(SnapshotFileInvalid);
});
