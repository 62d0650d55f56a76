import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { typeNameOf } from '../../../postgres/operations/type-name.ts';
import { guessed } from '../../../postgres/operations/unreadable.ts';
import { testDatabase } from '../../support/database.ts';
import { serverMajor } from '../../support/server-version.ts';

const types = [
  ...['smallint', 'integer', 'bigint', 'numeric', 'numeric(5,2)', 'numeric(3,5)', 'real', 'double precision'],
  ...['boolean', 'uuid', '"Mood ü"', 'hollow'],
];
const usual = [
  ...['NaN', ' nan', '+Inf', '-infinity'],
  ...[
    '',
    ' ',
    '0',
    '-1',
    '+7',
    ' 42\n',
    '1.5',
    '.5',
    '5.',
    '.',
    '1e3',
    '1e400',
    '-1e-400',
    '1E-46',
    '3.5e38',
    '0.00',
  ],
  ...[
    '32767',
    '32768',
    '-32769',
    '2147483648',
    '9223372036854775808',
    '99999.994',
    '999.995',
    '999.994',
    '0.009',
  ],
  ...[
    't',
    'TRUE',
    ' yes ',
    'o',
    'off',
    'nope',
    'Good',
    'good',
    "it's",
    'ä',
    'x',
    '1 2',
    '--1',
    '٣',
    '7e',
    'e7',
  ],
  ...[
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    '{6F9619FF8B86D011B42D00C04FC964FF}',
    '6f9619ff-8b86-d011-b42d-00c04fc964ff-',
  ],
  ...[
    '{6f9619ff-8b86-d011-b42d-00c04fc964ff',
    '6f96-19ff-8b86-d011-b42d-00c0-4fc9-64ff',
    '6f9-619ff8b86d011b42d00c04fc964ff0',
  ],
];

test.runIf(serverMajor >= 16)(
  'a text that is called readable is read; of usual ones, none is called unreadable',
  async () => {
    await using db = await testDatabase({
      sql: `create type "Mood ü" as enum ('Good', 'it''s', 'ä', '0'); create type hollow as enum ()`,
    });
    const session = await db.session();
    const catalog = await readCatalog(session);
    const readable = async (type: string, texts: readonly string[]) => {
      const condition = guessed('given', typeNameOf(type, catalog), catalog);
      const { rows } = await session.query<{ given: string; guess: boolean; read: boolean }>(
        `SELECT given, NOT (${condition}) AS guess, pg_input_is_valid(given, $2) AS read FROM unnest($1::text[]) AS given`,
        [texts, type],
      );
      return rows;
    };
    for (const type of types) {
      const rows = await readable(type, usual);
      expect(
        rows.filter(({ guess, read }) => guess !== read),
        type,
      ).toEqual([]);
    }
    const written = fc.string({ unit: fc.constantFrom(...'0123456789+-.eE tfrueyso{}abc\t') });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...types),
        fc.array(written, { minLength: 50 }),
        async (type, texts) => {
          expect((await readable(type, texts)).filter(({ guess, read }) => guess && !read)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  },
);
