import { expect, test } from 'vitest';
import { ident } from '../../../postgres/sql.ts';
import { proven } from '../../support/history.ts';

const long = 'ä'.repeat(31);
const names = ['order', 'A "b".c', long, 'select(1)', "x'y"].map(ident);

test('odd names are found in the catalog, in odd schemas too, and told as PostgreSQL writes them', async () => {
  const [, ...reports] = await proven([
    [
      names
        .map(
          (name) =>
            `create schema ${name}; create table ${name}.${name} (${name} int, b int); alter table ${name}.${name} enable row level security; create policy ${name} on ${name}.${name} using (${name} = 1);`,
        )
        .join('\n'),
    ],
    [names.map((name) => `create index on ${name}.${name} (b);`).join('\n')],
    [names.map((name) => `create view ${name}.v as select b from ${name}.${name};`).join('\n')],
    [names.map((name) => `alter table ${name}.${name} drop column ${name} cascade;`).join('\n')],
    [names.map((name) => `drop table ${name}.${name} cascade;`).join('\n')],
  ]);
  const told = reports.map(({ up, hazards }) => [
    up.error,
    ...hazards.filter(({ level }) => level !== 'advice').map(({ rule, line }) => `${line} ${rule}`),
  ]);
  const lines = (...rules: string[]) => names.flatMap((_, at) => rules.map((rule) => `${at + 1} ${rule}`));
  expect(told).toEqual([
    [undefined, ...lines('index-blocks-writes')],
    [undefined, ...lines('view-bypasses-rls')],
    [undefined, ...lines('drop-column', 'policy-lost')],
    [undefined, ...lines('drop-cascade', 'drop-table')],
  ]);
  expect(
    reports[2]?.hazards.find(({ rule, line }) => rule === 'drop-column' && line === 2)?.message,
  ).toContain('"A ""b"".c"."A ""b"".c"."A ""b"".c" goes with all its values');
});

test('a table of another schema is found without it, where it is the only one', async () => {
  const [, , report] = await proven([
    ['create schema app; create table app.t (id bigint primary key, a int)'],
    ['create schema other; create table other.u (id bigint primary key)'],
    [
      'set search_path = app; create index on t (a); create table u (id bigint primary key); create index on u (id, (id + 1));',
    ],
  ]);
  expect(report?.hazards.map(({ rule }) => rule)).toEqual(['index-blocks-writes', 'no-timeout']);
});
