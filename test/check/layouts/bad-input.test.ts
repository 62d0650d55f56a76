import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  AmbiguousLayout,
  LayoutError,
  NoMigrationFound,
  PathNotFound,
  PathUnreadable,
  readLayout,
} from '../../../check/layouts/index.ts';
import { refusalOf } from '../../../check/migration.ts';
import { testFolder } from '../../support/folder.ts';
import { problemsOf, reading, statementsOf, summary } from '../reading.ts';

const up = 'create table t (id int);';

describe('a path that cannot be taken for migrations', () => {
  test('does not exist', () => {
    const read = () => readLayout('/no/such/folder "x"');
    expect(read).toThrow(PathNotFound);
    expect(read).toThrow('there is no file or folder "/no/such/folder "x""');
  });

  test('lies below a file', () => {
    using folder = testFolder({ a: '' });
    expect(() => readLayout(join(folder.path, 'a', 'b'))).toThrow(PathNotFound);
  });

  test('is neither file nor folder', () => {
    expect(() => readLayout('/dev/null')).toThrow(PathUnreadable);
  });

  test('is empty, or holds nothing that is understood; what was seen is named', () => {
    expect(() => reading({})).toThrow(/it holds no file/);
    const files = Object.fromEntries(['a.txt', 'b.sql', 'c', 'd', 'e', 'f'].map((name) => [name, '']));
    const read = () => reading(files);
    expect(read).toThrow(NoMigrationFound);
    expect(read).toThrow(/it holds "a.txt", "b.sql", "c", "d", "e" and 1 more/);
    expect(() => reading(files, 'diesel')).toThrow(/no migration of diesel was found/);
    expect(() => reading(files, 'flyway')).toThrow(expect.objectContaining({ exit: 2 }));
  });

  test('holds two tools’ migrations', () => {
    const read = () => reading({ '1_a.sql': '-- +goose Up\n', '2_b.sql': '-- migrate:up\n-- migrate:down' });
    expect(read).toThrow(AmbiguousLayout);
    expect(read).toThrow(/dbmate: "-- migrate:up" in 2_b.sql\n {2}goose: "-- \+goose Up" in 1_a.sql/);
  });

  test('is one file that is no SQL', () => {
    expect(() => reading({ 'a.txt': up }, 'auto', 'a.txt')).toThrow(NoMigrationFound);
  });
});

describe('one file as the path', () => {
  test('is a migration by itself; its down lies beside it', () => {
    const files = { 'my file.up.sql': up, 'my file.down.sql': 'drop table t', 'other.sql': up };
    const layout = reading(files, 'auto', 'my file.up.sql');
    expect(layout).toMatchObject({ name: 'file', because: 'the path is one file', unused: [] });
    expect(summary(layout)).toEqual(['my file my file: my file.up.sql one, my file.down.sql one']);
    expect(summary(reading(files, 'auto', 'other.sql'))).toEqual(['other other: other.sql one, -']);
  });

  test('is of a tool where its text or its name says so', () => {
    expect(reading({ 'x_a.sql': `-- Up\n${up}\n-- Down\n` }, 'auto', 'x_a.sql').name).toBe('headings');
    const pair = { '1_a.up.sql': up, '1_a.down.sql': 'drop table t' };
    expect(summary(reading(pair, 'auto', '1_a.up.sql'))).toEqual(['1 a: 1_a.up.sql one, 1_a.down.sql one']);
  });
});

/** The problems of a golang-migrate up with these bytes. */
const problemsOfBytes = (bytes: Uint8Array): string[] => {
  using folder = testFolder({ '1_a.up.sql': '' });
  writeFileSync(join(folder.path, '1_a.up.sql'), bytes);
  return readLayout(folder.path).migrations.flatMap(({ up: script }) =>
    script.problems.map(({ level, rule, message }) => `${level} ${rule}: ${message}`),
  );
};

describe('a file', () => {
  test('in UTF-16 or not in UTF-8 is refused, with the line', () => {
    const utf16 = Buffer.from(up, 'utf16le');
    expect(problemsOfBytes(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))).toEqual([
      'refused not-utf8: it is UTF-16 by its byte-order mark',
    ]);
    expect(problemsOfBytes(utf16)).toEqual(['refused not-utf8: byte 2 is zero: it is UTF-16 or no text']);
    expect(problemsOfBytes(Buffer.from("select 1;\nselect 'é';", 'latin1'))).toEqual([
      'refused not-utf8: line 2 is not UTF-8',
    ]);
  });

  test('too large for the memory is refused without being read', () => {
    expect(problemsOfBytes(Buffer.alloc(8_000_001, ' '))).toEqual([
      'refused too-large: it has 8000001 bytes, more than 8000000',
    ]);
  });

  test('with a byte-order mark keeps its lines and columns', () => {
    expect(problemsOfBytes(Buffer.from(`\ufeff${up}`))).toEqual([
      'warning byte-order-mark: it begins with a byte-order mark, which PostgreSQL takes for a part of the first word',
    ]);
    const [first] = reading({ '1_a.up.sql': `\ufeff${up}` }).migrations;
    expect(first?.up.statements).toMatchObject([{ line: 1, column: 1, start: 0 }]);
  });

  test('with CRLF has the same statements and lines', () => {
    const [first] = reading({ '1_a.up.sql': `-- a\r\n${up}\r\n\r\nselect\r\n 1;\r\n` }).migrations;
    expect(first?.up.statements).toMatchObject([
      { sql: 'create table t (id int)', line: 2 },
      { sql: 'select\r\n 1', line: 4 },
    ]);
  });

  test.each(['', ' \n\t', '-- nothing\n/* here */', ';;'])('without a statement is advice: %j', (text) => {
    const [first] = reading({ '1_a.up.sql': text }).migrations;
    expect(first && problemsOf(first.up)).toEqual(['advice empty-script 1:1']);
    expect(first?.up).toMatchObject({ transaction: 'one', statements: [] });
  });

  test('that cannot be read is refused, and the others are read', () => {
    using folder = testFolder({ '1_a.up.sql': up, '4_d.up.sql': up });
    using elsewhere = testFolder({ 'secret.txt': 'password' });
    mkdirSync(join(folder.path, 'real'));
    writeFileSync(join(folder.path, 'real', 'x.sql'), 'select 5;');
    symlinkSync('real/x.sql', join(folder.path, '5_e.up.sql'));
    symlinkSync(join(elsewhere.path, 'secret.txt'), join(folder.path, '2_b.up.sql'));
    symlinkSync('nowhere', join(folder.path, '3_c.up.sql'));
    symlinkSync('real', join(folder.path, '6_f.up.sql'));
    symlinkSync('7_g.up.sql', join(folder.path, '7_g.up.sql'));
    const { migrations, unused } = readLayout(folder.path);
    expect(migrations.map(({ up: script }) => refusalOf(script)?.message ?? statementsOf(script))).toEqual([
      ['create table t (id int)'],
      'it is a link out of the given folder',
      'it cannot be read: ENOENT',
      ['create table t (id int)'],
      ['select 5'],
      'it is not a file',
      'it cannot be read: ELOOP',
    ]);
    expect(unused.map(({ file }) => file)).toEqual(['real/x.sql']);
    expect(JSON.stringify(migrations)).not.toContain('password');
  });

  test.skipIf(process.getuid?.() === 0)('without the right to read it is refused', () => {
    using folder = testFolder({ '1_a.up.sql': up });
    chmodSync(join(folder.path, '1_a.up.sql'), 0);
    const [first] = readLayout(folder.path).migrations;
    expect(first && refusalOf(first.up)?.message).toBe('it cannot be read: EACCES');
  });
});

test('names with blanks, quotes and unicode are kept', () => {
  const layout = reading({ '1_ä b"c\'d.up.sql': up, '1_ä b"c\'d.down.sql': 'drop table t' });
  expect(summary(layout)).toEqual(['1 ä b"c\'d: 1_ä b"c\'d.up.sql one, 1_ä b"c\'d.down.sql one']);
});

test('every error is wrong use', () => {
  const error = new PathNotFound('x');
  expect(error).toBeInstanceOf(LayoutError);
  expect(error.exit).toBe(2);
});

test('5 MB are read in seconds, and twice as much in about twice the time', () => {
  const line = "insert into tasks (id, title) values (1, 'Täsk');\n";
  const time = (megabytes: number): number => {
    const sql = line.repeat(Math.ceil((megabytes * 1_000_000) / Buffer.byteLength(line)));
    const start = performance.now();
    const [first] = reading({ '1_a.up.sql': sql }).migrations;
    expect(first?.up.statements.at(-1)?.line).toBe(first?.up.statements.length);
    return performance.now() - start;
  };
  const half = time(2.5);
  const whole = time(5);
  // A quadratic reader takes minutes; the bounds leave room for a busy machine.
  expect(whole).toBeLessThan(20_000);
  expect(whole).toBeLessThan(half * 6 + 1000);
});
