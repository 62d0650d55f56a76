import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { columnOf, displayName } from '../resolve/schema-names.ts';
import { columnSpoken } from '../resolve/spoken-noun.ts';
import { nameKey, snakeCase } from '../resolve/words.ts';
import type { Answers } from './answers.ts';

/** A question with more names is not read. */
export const mostShown = 12;

export const shown = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(' or ');

/** `legacy_notes` for `notes`. */
export const holdsWord = (name: string, word: string): boolean => {
  const [parts, said] = [nameKey(name).split('_'), nameKey(word)];
  return said.length > 2 && parts.length > 1 && (parts.at(-1) === said || parts[0] === said);
};

/** What a table may have instead of a column that it has not: read so, or asked. */
export function missingColumn(
  is: CatalogTable,
  said: string,
  near: readonly string[],
  { destructive, mayBeNew }: { readonly destructive: boolean; readonly mayBeNew: boolean },
  answers: Answers,
): string | undefined {
  const table = displayName(is);
  // `task status` of the table tasks is its status.
  const own = `${nameKey(is.name)}_`;
  const rest = nameKey(said).startsWith(own) ? nameKey(said).slice(own.length) : '';
  const short = rest === '' ? undefined : columnOf(is, rest);
  if (short?.how === 'exact' || short?.how === 'spelling') return short.is.name;
  const key = destructive ? undefined : is.columns.find(({ name }) => name === `${snakeCase(said)}_id`);
  const read = key ?? (destructive || mayBeNew ? undefined : columnSpoken(is, said));
  if (read) {
    answers.assume(`"${said}" is read as ${table}.${read.name}`);
    return read.name;
  }
  const names = is.columns.map(({ name }) => name);
  const known = names.slice(0, mostShown).join(', ');
  if (nameKey(said) === nameKey(is.name)) return answers.ask(`Which column of ${table} is meant: ${known}?`);
  const alike = near.length > 0 ? near : names.filter((one) => holdsWord(one, said));
  const none = `${table} has no column "${said}".`;
  if (alike.length > 0) return answers.ask(`${none} Is ${shown(alike.slice(0, 3))} meant?`);
  return answers.ask(
    mayBeNew
      ? `${none} Shall it be added, or which is meant: ${known}?`
      : `${none} It has ${known}. Which is meant?`,
  );
}
