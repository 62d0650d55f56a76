import { derivedName } from '../../../../../../postgres/sql.ts';
import type { NameReading } from '../../grammar/slots/names.ts';

/** A name as the grammar gives it: with a capital, a space or a sign it was quoted, and is kept to the letter. */
export const sqlName = (text: string): Pick<NameReading, 'text' | 'marked' | 'exact' | 'stated'> => ({
  text,
  marked: true,
  ...(/[^a-z0-9_$]/.test(text) ? { exact: true as const, stated: true as const } : {}),
});

/** A name that SQL gives to a constraint, where an operation names it by itself. */
export interface NamedConstraint {
  readonly kind: 'primary key' | 'unique' | 'foreign key' | 'not null';
  readonly name: string;
  readonly columns: readonly string[];
}

export const namedKinds: Readonly<Record<string, NamedConstraint['kind']>> = {
  CONSTR_PRIMARY: 'primary key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_NOTNULL: 'not null',
};

/** What stands at the end of the name that a constraint gets, and in front of it. */
const forms: Readonly<Record<NamedConstraint['kind'], (columns: readonly string[]) => readonly string[]>> = {
  'primary key': () => ['pkey'],
  unique: (columns) => [...columns, 'key'],
  'foreign key': (columns) => [...columns, 'fkey'],
  'not null': (columns) => [...columns, 'not_null'],
};

/** The names that are not kept, with those that are used instead. */
export const otherNames = (table: string, constraints: readonly NamedConstraint[]): readonly string[] =>
  constraints.flatMap(({ kind, name, columns }) => {
    const used = derivedName([table, ...forms[kind](columns)]);
    return used === name
      ? []
      : [
          `the ${kind} of ${table} (${columns.join(', ')}) is called ${used}, not ${name}: its operation names it`,
        ];
  });
