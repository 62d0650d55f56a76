import { camelCase, tableNameOf } from '../resolve/convention.ts';
import type { SchemaNames } from '../resolve/schema-names.ts';
import { hintOf } from '../resolve/type-hint.ts';
import { snakeCase } from '../resolve/words.ts';
import type { Answers } from './answers.ts';

export interface NewName {
  readonly text: string;
  readonly marked: boolean;
  readonly exact?: true;
  readonly stated?: true;
}
const snakeForm = /^[a-z_][a-z0-9_]*$/;
/** `Priorität`: without its accent it is another word. */
const foreignLetters = /[^\x20-\x7e]/;
const quotable = /^[A-Za-z_][\w$]*$/;

/** `note default pending`, `note unique`: as likely a name with what is said about it, where no type goes between. */
const said = /^(?!is |are )(\S+(?: \S+)?) (unique|indexed|nullable|default (\S+))$/i;

/**
 * The name of something new, in the case that the schema has; a marked name in snake case stays as it is, and so does
 * one that SQL quotes.
 */
export function newName(
  { text, marked, exact, stated }: NewName,
  { convention }: SchemaNames,
  answers: Answers,
): string {
  if (stated || (exact && quotable.test(text))) return text;
  const camel = convention.camelColumns;
  const [, front, , standard] = marked ? [] : (said.exec(text) ?? []);
  if (front !== undefined && (standard === undefined || hintOf(standard) === undefined))
    answers.ask(`Is "${text}" the name of a column, or is "${front}", and the rest says how it is?`);
  const kept = (marked || !camel) && snakeForm.test(text);
  const plain = kept ? text : camel ? camelCase(text) : snakeCase(text);
  if (plain !== text && (marked || foreignLetters.test(text)))
    answers.assume(
      `"${text}" is written ${plain}, in ${camel ? 'camel' : 'snake'} case like the rest of the schema`,
    );
  return plain;
}

/** The name of a new table: where the schema's are `Team` and not `teams`, a new one is, too. */
export function newTableName(
  { text, marked, exact, stated }: NewName,
  { convention }: SchemaNames,
  answers: Answers,
): string {
  const kept = stated || (exact ? quotable.test(text) : marked && snakeForm.test(text));
  if (kept) return text;
  const plain = convention.tables === 'snake' ? snakeCase(text) : tableNameOf(text, convention);
  if (plain !== text && (marked || convention.tables !== 'snake' || foreignLetters.test(text)))
    answers.assume(
      convention.tables === 'snake'
        ? `"${text}" is written ${plain}, in snake case like the rest of the schema`
        : `the table "${text}" is called ${plain}, as the schema names its tables`,
    );
  return plain;
}
