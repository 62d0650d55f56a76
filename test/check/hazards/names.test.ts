import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf } from '../../../check/hazards/names.ts';
import { isNarrower } from '../../../check/hazards/type-width.ts';
import { ident } from '../../../postgres/sql.ts';

test('a name is taken apart into what was quoted, whatever is in it', () => {
  const name = fc.string({
    minLength: 1,
    unit: fc.constantFrom('a', 'Z', '.', '"', '(', ')', ' ', 'ü', '_', '$'),
  });
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (parts) => {
      const quoted = parts.map((part) => (/^[a-z_][a-z_$]*$/.test(part) ? part : ident(part))).join('.');
      expect(partsOf(quoted)).toEqual(parts);
      expect(partsOf(`${quoted}(integer, "Odd.type")`)).toEqual(parts);
    }),
  );
});

test.each([
  ['integer', 'bigint', false],
  ['bigint', 'integer', true],
  ['integer', 'numeric', false],
  ['numeric', 'integer', true],
  ['integer', 'text', false],
  ['text', 'integer', true],
  ['text', 'character varying', false],
  ['character varying', 'text', false],
  ['text', 'character varying(20)', true],
  ['character varying(10)', 'character varying(20)', false],
  ['character varying(20)', 'character varying(10)', true],
  ['numeric(8,2)', 'numeric(12,2)', false],
  ['numeric(8,2)', 'numeric', false],
  ['numeric', 'numeric(8,2)', true],
  ['numeric(8,2)', 'numeric(8,4)', true],
  ['double precision', 'real', true],
  ['timestamp(3) with time zone', 'timestamp with time zone', false],
  ['timestamp with time zone', 'timestamp(0) with time zone', true],
  ['timestamp with time zone', 'date', true],
  ['date', 'timestamp with time zone', false],
  ['json', 'jsonb', false],
])('%s to %s loses: %s', (from, to, loses) => {
  expect(isNarrower(from, to)).toBe(loses);
});
