import { ident, literal } from '../../../../../postgres/sql.ts';
import type { FactsReading } from '../attributes/read.ts';
import type { ColumnFacts, Reference } from '../attributes/spec.ts';
import { isOpenName } from '../lexicon/open-names.ts';
import { openTypes } from '../lexicon/types.ts';
import { hintOf } from '../resolve/type-hint.ts';
import { singular } from '../resolve/words.ts';
import { saysEmpty } from './empty-default.ts';
import { typeInNewTable } from './new-column-type.ts';
import { both } from './outcome.ts';
import { referredByName } from './referred-by-name.ts';
import type { Resolver, Target } from './resolver.ts';
import { isNumber, isText, isWhole, sqlOf, typeOfLiteral } from './values.ts';

export interface ForeignKey {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly onDelete?: NonNullable<Reference['onDelete']>;
  readonly onUpdate?: NonNullable<Reference['onDelete']>;
}

/** What is settled about one new column. Ranges stay apart from other conditions: add_column has fields for them. */
export interface BuiltColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull?: boolean;
  readonly default?: string;
  readonly min?: number;
  readonly max?: number;
  readonly checks: readonly string[];
  readonly references?: ForeignKey;
  readonly comment?: string;
  readonly identity?: NonNullable<ColumnFacts['identity']>;
  readonly generated?: string;
  readonly unique: boolean;
  readonly uniquePer?: string;
  readonly index: boolean;
  readonly primaryKey: boolean;
}

/** Who did something, or has it: a row of the users, or a name. */
const personNouns: ReadonlySet<string> = new Set(
  'author owner creator assignee reviewer sender recipient receiver editor approver user member manager seller buyer'.split(
    ' ',
  ),
);

/** The verb of a sentence that names no column: `Implement a boolean field`. */
const orders: ReadonlySet<string> = new Set(['implement', 'introduce', 'add', 'create']);

const place = (target: Target, column: string): string => `${target.name}.${column}`;

/** The foreign key that the text asks for; a question where its table is not there. */
export function foreignKey(
  reference: Reference,
  onDelete: Reference['onDelete'],
  resolver: Resolver,
): ForeignKey | undefined {
  const target = resolver.table({ text: reference.table, marked: true });
  if (!target) return undefined;
  const key = resolver.keyOf(target);
  const column = reference.column ?? (key.length === 1 ? key[0] : undefined);
  if (column === undefined) {
    resolver.ask(
      `Which column of ${target.name} should be referenced? Its primary key is (${key.join(', ')}).`,
    );
    return undefined;
  }
  const known = resolver.column(target, { text: column, marked: true });
  if (known === undefined) return undefined;
  const action = onDelete ?? reference.onDelete;
  return {
    schema: target.schema,
    table: target.name,
    column: known,
    ...(action === undefined ? {} : { onDelete: action }),
    ...(reference.onUpdate === undefined ? {} : { onUpdate: reference.onUpdate }),
  };
}

function typeOf(
  name: string,
  facts: ColumnFacts,
  key: ForeignKey | undefined,
  target: Target,
  resolver: Resolver,
  surely: boolean,
): string | undefined {
  const at = place(target, name);
  const open = facts.type?.replace('[]', '') ?? '';
  if (openTypes.has(open))
    return resolver.ask(`PostgreSQL has no type "${open}". Which of its types should ${at} have?`);
  // `status enum of open and closed`, among other columns: nobody knows where the list of values ends.
  const [value, ...others] = facts.oneOf ?? [];
  if (value !== undefined && others.length === 0 && !/^\d/.test(value))
    return resolver.ask(`Which values may ${at} have?`);
  if (facts.type !== undefined) return facts.type;
  if (key) {
    const type = resolver.typeOfColumn(key);
    if (type) {
      resolver.assume(`${at} is ${type}, like the column it references`);
      return type;
    }
  }
  const ranged = facts.min ?? facts.max;
  const fraction = [facts.min, facts.max].some((bound) => bound?.includes('.'));
  if (ranged !== undefined) {
    resolver.assume(`${at} is ${fraction ? 'numeric' : 'integer'}, since it has a range`);
    return fraction ? 'numeric' : 'integer';
  }
  if (facts.oneOf?.every((one) => /^-?(?:0|[1-9]\d*)$/.test(one))) {
    resolver.assume(`${at} is integer, since its values are numbers`);
    return 'integer';
  }
  if (facts.oneOf || facts.maxLength || facts.minLength || facts.notEmpty) {
    resolver.assume(`${at} is text, since its values are words`);
    return 'text';
  }
  const said = facts.default && typeOfLiteral(facts.default);
  if (said) {
    resolver.assume(`${at} is ${said}, like its default`);
    return said;
  }
  if (facts.enumerated) return resolver.ask(`Which values may ${at} have?`);
  const elsewhere = resolver.typeElsewhere(name);
  if (elsewhere) {
    resolver.assume(`${at} is ${elsewhere.type}, like ${elsewhere.table}.${name}`);
    return elsewhere.type;
  }
  const named = resolver.keyNamed(name);
  if (named) {
    resolver.assume(`${at} is ${named.type}, like ${named.at}; no foreign key was asked for`);
    return named.type;
  }
  const hint = hintOf(name);
  if (hint) {
    resolver.assume(`${at} is ${hint}, as its name says`);
    return hint;
  }
  const [, front, tail] = /^(\w+)_(money|bit|currency)$/.exec(name) ?? [];
  if (front !== undefined)
    return resolver.ask(`Is "${tail}" the type of ${place(target, front)}, or which type should ${at} have?`);
  const users = personNouns.has(name) ? resolver.people : undefined;
  if (users !== undefined)
    return resolver.ask(
      `Does ${at} refer to a row of ${users} (then it would be ${name}_id), or is it the name as a text?`,
    );
  const settled = target.is === undefined ? typeInNewTable(name, resolver) : undefined;
  if (settled) {
    resolver.assume(`${at} is ${settled.type}, ${settled.why}`);
    return settled.type;
  }
  const several = singular(name) !== name;
  const owner = several ? undefined : resolver.keyNamed(`${name}_id`);
  if (owner !== undefined && !isOpenName(name))
    return resolver.ask(
      `Does ${at} refer to ${owner.at} (then it would be ${name}_id), or is it a word as a text?`,
    );
  if (surely && !several && /_?id$/i.test(name)) {
    resolver.assume(
      `${at} is ${resolver.idType}, like the keys of this schema; no foreign key was asked for`,
    );
    return resolver.idType;
  }
  if (surely && !several && !isOpenName(name)) {
    resolver.assume(`${at} is text, since the request names no type`);
    return 'text';
  }
  const choices = several
    ? 'A list (text[]), or rows in a table of their own?'
    : 'A text, a number, yes or no, a date or a time?';
  return resolver.ask(`Which type should ${at} have? ${choices}`);
}

/** Conditions that are no plain range. */
export function conditions(name: string, type: string, facts: ColumnFacts): readonly string[] {
  const column = ident(name);
  const checks: string[] = [];
  if (facts.oneOf) {
    const values = facts.oneOf.map((value) => (isNumber(type) ? value : literal(value)));
    checks.push(`${column} in (${values.join(', ')})`);
  }
  const { minLength: least, maxLength: most } = facts;
  const length = `char_length(${column})`;
  if (least !== undefined && most !== undefined)
    checks.push(least === most ? `${length} = ${most}` : `${length} between ${least} and ${most}`);
  else if (most !== undefined && !/\(\d+\)/.test(type)) checks.push(`${length} <= ${most}`);
  else if (least !== undefined) checks.push(`${length} >= ${least}`);
  if (facts.notEmpty) checks.push(`${column} <> ''`);
  if (facts.minExclusive && facts.min !== undefined && !isWhole(type))
    checks.push(`${column} > ${facts.min}`);
  if (facts.maxExclusive && facts.max !== undefined && !isWhole(type))
    checks.push(`${column} < ${facts.max}`);
  return checks;
}

/** Whole numbers above 0 are whole numbers from 1. */
export function bounds(type: string, facts: ColumnFacts): { min?: number; max?: number } {
  const step = (bound: string | undefined, exclusive: true | undefined, by: number): number | undefined => {
    if (bound === undefined) return undefined;
    if (!exclusive) return Number(bound);
    return isWhole(type) ? Number(bound) + by : undefined;
  };
  const min = step(facts.min, facts.minExclusive, 1);
  const max = step(facts.max, facts.maxExclusive, -1);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** Everything that is said about the values of a column, as one condition. */
export function checkSql(name: string, type: string, facts: ColumnFacts): string | undefined {
  const { min, max } = bounds(type, facts);
  const column = ident(name);
  const range =
    min !== undefined && max !== undefined
      ? [`${column} between ${min} and ${max}`]
      : min !== undefined
        ? [`${column} >= ${min}`]
        : max !== undefined
          ? [`${column} <= ${max}`]
          : [];
  const all = [...range, ...conditions(name, type, facts)];
  return all.length === 0 ? undefined : both(all);
}

/**
 * Settles everything about a new column; undefined where a question is open. `surely`: the text calls it a column, so
 * that one without a type is text; other words may be no column at all.
 */
export function buildColumn(
  name: string,
  { facts, notes, disagreements }: FactsReading,
  target: Target,
  resolver: Resolver,
  surely: boolean,
): BuiltColumn | undefined {
  const at = place(target, name);
  if (orders.has(name)) return resolver.ask(`Shall ${target.name} have a column "${name}", or which one?`);
  for (const { fact, first, second } of disagreements) {
    resolver.ask(
      `The request says two things about the ${factWord(fact)} of ${at}: ${first} and ${second}. Which holds?`,
    );
  }
  if (disagreements.length > 0) return undefined;
  const byName = !facts.references && (facts.refers || facts.onDelete !== undefined);
  const reference = byName ? referredByName(name, facts, target, resolver) : facts.references;
  const key = reference && foreignKey(reference, facts.onDelete, resolver);
  if ((reference || byName) && !key) return undefined;
  let type = typeOf(name, facts, key, target, resolver, surely);
  if (type === undefined) return undefined;
  for (const note of notes) resolver.assume(`${at}: ${note}`);
  if (type === 'character varying' && facts.maxLength !== undefined)
    type = `character varying(${facts.maxLength})`;
  const { min, max } = bounds(type, facts);
  const ranged = min !== undefined || max !== undefined;
  if (ranged && !isNumber(type)) {
    return resolver.ask(
      `${at} shall be ${type} and have the range ${facts.min ?? ''}–${facts.max ?? ''}. Which holds?`,
    );
  }
  if (min !== undefined && max !== undefined && min > max) {
    return resolver.ask(`The range of ${at} ends (${max}) before it begins (${min}). Which is meant?`);
  }
  if (facts.oneOf && !isText(type) && !isNumber(type)) {
    return resolver.ask(`${at} shall be ${type} and one of ${facts.oneOf.join(', ')}. Which holds?`);
  }
  if (facts.oneOf && isNumber(type) && !facts.oneOf.every((one) => /^-?\d+(?:\.\d+)?$/.test(one))) {
    return resolver.ask(`${at} shall be ${type} and one of ${facts.oneOf.join(', ')}. Which holds?`);
  }
  if (facts.identity !== undefined && !isWhole(type)) {
    return resolver.ask(`${at} shall be ${type} and numbered by the database. Which holds?`);
  }
  let said = facts.default;
  if (said && !facts.oneOf && saysEmpty(said, type, () => false)) {
    resolver.assume(`the default of ${at}, "${said.text}", is read as the empty text ''`);
    said = { kind: 'text', text: '' };
  }
  const value = said && sqlOf(said, type);
  if (said && value === undefined) {
    return resolver.ask(`${at} shall be ${type} and default to "${said.text}", which is none. Which holds?`);
  }
  if (
    said?.kind === 'number' &&
    ((min !== undefined && Number(said.text) < min) || (max !== undefined && Number(said.text) > max))
  ) {
    return resolver.ask(`The default ${said.text} of ${at} is outside of its range. Which holds?`);
  }
  if (said?.kind === 'text' && facts.oneOf && !facts.oneOf.includes(said.text)) {
    return resolver.ask(
      `The default "${said.text}" of ${at} is none of ${facts.oneOf.join(', ')}. Which holds?`,
    );
  }
  return {
    name,
    type,
    ...(facts.notNull === undefined ? {} : { notNull: facts.notNull }),
    ...(value === undefined ? {} : { default: value }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    checks: conditions(name, type, facts),
    ...(key === undefined ? {} : { references: key }),
    ...(facts.comment === undefined ? {} : { comment: facts.comment }),
    ...(facts.identity === undefined ? {} : { identity: facts.identity }),
    ...(facts.generated === undefined ? {} : { generated: facts.generated }),
    unique: facts.unique === true,
    ...(facts.uniquePer === undefined ? {} : { uniquePer: facts.uniquePer }),
    index: facts.index === true,
    primaryKey: facts.primaryKey === true,
  };
}

const factWords: Readonly<Record<string, string>> = {
  notNull: 'nullability',
  min: 'smallest value',
  max: 'largest value',
  oneOf: 'values',
  references: 'foreign key',
  maxLength: 'length',
};
const factWord = (fact: string): string => factWords[fact] ?? fact;
