import type { Catalog, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { schemaNames } from './schema-names.ts';
import { nameKey } from './words.ts';

/** Words for whoever uses the application. */
const people: ReadonlySet<string> = new Set('user person people member account profile'.split(' '));
/** Who did something, or has it. */
const roles: ReadonlySet<string> = new Set(
  'author owner creator assignee reviewer sender recipient receiver editor approver user member manager seller buyer actor guest host tenant customer follower followee followed leader reporter'.split(
    ' ',
  ),
);
export const isPersonWord = (word: string): boolean => roles.has(word) || isPeopleWord(word);

const peopleTables = ['users', 'profiles', 'accounts', 'members', 'people', 'persons'];

export const isPeopleWord = (word: string): boolean => people.has(nameKey(word.replace(/['’]s?$/, '')));

/** The table whose rows are the users: called so, or the one whose key refers to the users of the platform. */
export function peopleTable(catalog: Catalog): CatalogTable | undefined {
  const { tables, knownTable } = schemaNames(catalog);
  const users = knownTable('users');
  if (users) return users;
  const signedUp = tables.filter((table) =>
    table.constraints.some(
      ({ kind, columns, references }) =>
        kind === 'foreign key' &&
        references?.schema === 'auth' &&
        references.table === 'users' &&
        columns.join() === table.primaryKey?.join(),
    ),
  );
  if (signedUp.length === 1) return signedUp[0];
  return peopleTables.flatMap((name) => knownTable(name) ?? [])[0];
}
