import type { Captures } from '../grammar/match.ts';
import type { NameReading } from '../grammar/slots/names.ts';
import type { TypeReading } from '../grammar/slots/types.ts';
import type { AttributeKind } from './forms.ts';
import type { ColumnFacts, Literal, Reference } from './spec.ts';

export interface Meaning {
  readonly facts: ColumnFacts;
  readonly notes: readonly string[];
}

const just = (facts: ColumnFacts): Meaning => ({ facts, notes: [] });

/** What a matched attribute form says; a table over every kind, so that a new kind does not compile without it. */
export const meanings: Readonly<Record<AttributeKind, (captures: Captures) => Meaning>> = {
  notSo: () => just({}),
  notRequired: () => just({ notNull: false }),
  noDefault: () => just({ noDefault: true }),
  default: ({ value }) => just({ default: value as Literal }),
  notNull: () => just({ notNull: true }),
  nullable: () => just({ notNull: false }),
  primaryKey: () => just({ primaryKey: true }),
  identityAlways: () => just({ identity: 'always' }),
  identityByDefault: () => just({ identity: 'by default' }),
  serial: () => just({ identity: 'serial' }),
  defaultNow: () => just({ default: { kind: 'now', text: 'now()' } }),
  defaultUuid: () => just({ default: { kind: 'uuid', text: 'gen_random_uuid()' } }),
  enumerated: () => just({ enumerated: true }),
  nullOnDelete: () => just({ onDelete: 'set null' }),
  cascadeOnDelete: () => just({ onDelete: 'cascade' }),
  onDelete: ({ ondelete }) => just({ onDelete: (ondelete as 'cascade' | undefined) ?? 'cascade' }),
  refersSelf: () => just({ refers: true, refersSelf: true }),
  refers: () => just({ refers: true }),
  references: ({ ref }) => just({ references: ref as Reference }),
  uniquePer: ({ per }) => just({ uniquePer: (per as NameReading).text }),
  unique: () => just({ unique: true }),
  index: () => just({ index: true }),
  range: ({ min, max }) => just({ min: String(min), max: String(max) }),
  min: ({ min }) => just({ min: String(min) }),
  max: ({ max }) => just({ max: String(max) }),
  above: ({ min }) => just({ min: String(min), minExclusive: true }),
  below: ({ max }) => just({ max: String(max), maxExclusive: true }),
  positive: () => just({ min: '0', minExclusive: true }),
  notNegative: () => just({ min: '0' }),
  percentage: () => ({ facts: { min: '0', max: '100' }, notes: ['"percentage" is read as 0 to 100'] }),
  twoLetters: () => just({ minLength: '2', maxLength: '2' }),
  threeLetters: () => just({ minLength: '3', maxLength: '3' }),
  lengths: ({ min, max }) => just({ minLength: String(min), maxLength: String(max) }),
  exactLength: ({ n }) => just({ minLength: String(n), maxLength: String(n) }),
  minLength: ({ n }) => just({ minLength: String(n) }),
  maxLength: ({ n }) => just({ maxLength: String(n) }),
  notEmpty: () => just({ notEmpty: true }),
  oneOf: ({ list, list2, markedlist, choicelist, type }) => {
    const said = type as TypeReading | undefined;
    const oneOf = (list ?? list2 ?? markedlist ?? choicelist) as readonly string[];
    return { facts: { ...(said ? { type: said.type } : {}), oneOf }, notes: said?.notes ?? [] };
  },
  example: ({ examples }) => ({
    facts: {},
    notes: [`${(examples as readonly string[]).join(', ')} is an example`],
  }),
  comment: ({ quoted }) => just({ comment: String(quoted) }),
  type: ({ type }) => {
    const { type: name, notes, min, max, identity } = type as TypeReading;
    return {
      facts: {
        type: name,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
        ...(identity ? { identity } : {}),
      },
      notes,
    };
  },
};
