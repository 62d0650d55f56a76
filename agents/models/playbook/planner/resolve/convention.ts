import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { singular, wordsOf } from './words.ts';

/** How a schema writes its names, told by those that it has. */
export interface Convention {
  /** `dueDate` and not `due_date`. */
  readonly camelColumns: boolean;
  readonly tables: 'snake' | 'camel' | 'pascal';
  /** `teams` and not `team`. */
  readonly plural: boolean;
}

const count = (names: readonly string[], form: RegExp): number =>
  names.filter((name) => form.test(name)).length;

const camelHump = /^[a-z]+[a-z0-9]*[A-Z]/;

export function conventionOf(tables: readonly CatalogTable[]): Convention {
  const columns = tables.flatMap((table) => table.columns.map(({ name }) => name));
  const names = tables.map(({ name }) => name);
  const [pascal, camel, snake] = [/^[A-Z]\w*[a-z]/, camelHump, /^[a-z][a-z0-9]*_/].map((form) =>
    count(names, form),
  ) as [number, number, number];
  const plain = count(names, /^[a-z0-9]+$/);
  const several = names.filter((name) => {
    const last = wordsOf(name).at(-1) ?? '';
    return singular(last) !== last;
  }).length;
  return {
    camelColumns: count(columns, camelHump) > count(columns, /[a-z0-9]_[a-z0-9]/),
    tables: pascal > snake + camel + plain ? 'pascal' : camel > snake ? 'camel' : 'snake',
    plural: names.length === 0 || several * 2 >= names.length,
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const camelCase = (name: string): string =>
  wordsOf(name)
    .map((word, at) => (at === 0 ? word : capital(word)))
    .join('');

const pluralOf = (word: string): string => {
  if (singular(word) !== word) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};

/** The name of the table for a model that says none. */
export function tableNameOf(model: string, { tables, plural }: Convention): string {
  const words = wordsOf(model);
  const last = words.at(-1) ?? '';
  const all = [...words.slice(0, -1), plural ? pluralOf(last) : singular(last)];
  if (tables === 'snake') return all.join('_');
  return all.map((word, at) => (at === 0 && tables === 'camel' ? word : capital(word))).join('');
}
