import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calledFunctions,
  fromKeyword,
  mentionsColumn,
  renameColumns,
  tokenize,
} from '../../../postgres/operations/tokens.ts';

test('tokens joined are the text', () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    '$a$',
    '--',
    '/*',
    '*/',
    ';',
    'abc',
    'E',
    '\\',
    ' ',
    '\n',
    '::',
    '(',
    '1.5e3',
    'ü',
    '💡',
    '$1',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const sql = pieces.join('');
      expect(
        tokenize(sql)
          .map(({ text }) => text)
          .join(''),
      ).toBe(sql);
    }),
  );
});

test('a column is renamed where it is one, and nowhere else', () => {
  const rename = (sql: string): string =>
    renameColumns(
      sql,
      new Map([
        ['score', '"points"'],
        ['Größe', '"size"'],
      ]),
    );
  expect(rename(`((score > 10) AND (Score < 20))`)).toBe(`(("points" > 10) AND ("points" < 20))`);
  expect(rename(`score(x) + 'score'::score + score.id + "Score" + t.score`)).toBe(
    `score(x) + 'score'::score + score.id + "Score" + t."points"`,
  );
  expect(rename(`lower("Größe") /* score */ -- score`)).toBe('lower("size") /* score */ -- score');
  expect(rename(`$$score$$ || E'\\'score' || U&"score"`)).toBe(`$$score$$ || E'\\'score' || "points"`);
});

test('functions, columns, keywords', () => {
  expect(calledFunctions(`Random() + "Odd" (1) + 'f()' + public.f(g(now))`)).toEqual([
    'random',
    'Odd',
    'f',
    'g',
  ]);
  expect(mentionsColumn('(a > 0)', 'a')).toBe(true);
  expect(mentionsColumn(`'a'::a`, 'a')).toBe(false);
  expect(fromKeyword(`CREATE INDEX "x USING y" ON public.t USING btree (a)`, 'USING')).toBe(
    'USING btree (a)',
  );
});

test('a keyword is no column, unless it stands in quotes', () => {
  const renames = new Map([
    ['null', '"kind"'],
    ['user', '"who"'],
  ]);
  expect(renameColumns('"null" IS NOT NULL AND "user" = USER', renames)).toBe(
    '"kind" IS NOT NULL AND "who" = USER',
  );
  expect(mentionsColumn('a IS NULL', 'null')).toBe(false);
});
