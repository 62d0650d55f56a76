import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions, identityOf } from '../../../check/layouts/flyway-versions.ts';
import { problemsOf, reading, summary } from '../reading.ts';

const up = 'create table t (id int);';

test('flyway: versions number by number, undo by version, repeatable ones last by description', () => {
  const layout = reading({
    'V1__init.sql': up,
    'sub/V1.10__later.sql': up,
    'V1_2__earlier.sql': up,
    'U1.2.0__earlier.sql': 'drop table t;',
    'U7__lost.sql': up,
    'R__views.sql': up,
    'sub/R__a_first.sql': up,
    'B1__baseline.sql': up,
    'V3__code.java': '',
    'v4__lower.sql': up,
    'flyway.conf': '',
  });
  expect(layout.name).toBe('flyway');
  expect(summary(layout)).toEqual([
    '1 init: V1__init.sql one, -',
    '1.2 earlier: V1_2__earlier.sql one, U1.2.0__earlier.sql one',
    '1.10 later: sub/V1.10__later.sql one, -',
    'R__a_first a_first: sub/R__a_first.sql one, -',
    'R__views views: R__views.sql one, -',
  ]);
  expect(layout.unused.map(({ file, why }) => `${file}: ${why}`)).toEqual([
    'B1__baseline.sql: a baseline stands for the versions before it, which are checked themselves',
    'V3__code.java: it is a migration in Java, which only Flyway can run',
    'flyway.conf: it is no .sql file',
    'v4__lower.sql: its name is not V<version>__<description>.sql, U… or R__…',
    'U7__lost.sql: there is no V file of its version',
  ]);
});

const index = 'create index concurrently i on t (id);';

test.each([
  [`${index}\nvacuum t;`, '', 'none', []],
  [`${index}\nselect 1;`, '', 'none', ['error needs-no-transaction 1:1']],
  [`${index}\nselect 1;`, 'executeInTransaction=false', 'none', ['error needs-no-transaction 1:1']],
  ['select 1; select 2;', 'executeInTransaction=false\r\n', 'none', []],
  ['select 1; select 2;', 'executeInTransaction=true', 'one', []],
  [`select '\${name}';`, '', 'one', ['refused placeholder 1:9']],
  [`select '\${name}';`, 'placeholderReplacement=false', 'one', []],
])('flyway: %j with %j', (sql, conf, transaction, problems) => {
  const layout = reading({ 'V1__a.sql': sql, 'V1__a.sql.conf': conf });
  expect(layout.unused).toEqual([]);
  expect(layout.migrations[0]?.up.transaction).toBe(transaction);
  expect(layout.migrations.flatMap(({ up: script }) => problemsOf(script))).toEqual(problems);
});

test.each([
  ['1', '1.0', 0],
  ['1.0.0', '1', 0],
  ['1', '1.1', -1],
  ['1.0.1', '1', 1],
  ['2', '10', -1],
  ['01', '1', 0],
])('version %s against %s is %i', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
  expect(identityOf(a) === identityOf(b)).toBe(order === 0);
});

test('versions are ordered, and equal exactly where their identity is', () => {
  const version = fc
    .array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('.'));
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(compareVersions(a, b) === 0).toBe(identityOf(a) === identityOf(b));
      expect(compareVersions(a, b)).toBe(0 - compareVersions(b, a));
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
