import type { ReadingContext } from '../../grammar/slots/context.ts';
import { type Token, tokenize } from '../../text/tokens.ts';

const making: ReadonlySet<string> = new Set(
  'create write add make set setup up generate implement build prepare new the a an db database sql knex laravel prisma alembic rails django flyway typeorm sequelize doctrine supabase initial'.split(
    ' ',
  ),
);
const articles: ReadonlySet<string> = new Set(['the', 'a', 'an', 'new', 'our']);
const mostOfName = 3;

/** `Set up a migration for the task status table`, where there is no such table: the table is what it makes. */
export function withTableOfMigration(tokens: readonly Token[], { names }: ReadingContext): readonly Token[] {
  let at = 0;
  while (making.has(tokens[at]?.low ?? '')) at += 1;
  if (at === 0 || tokens[at]?.low !== 'migration' || tokens[at + 1]?.low !== 'for') return tokens;
  at += 2;
  while (articles.has(tokens[at]?.low ?? '')) at += 1;
  const end = tokens.findIndex(({ low }, index) => index > at && low === 'table');
  const name = tokens.slice(at, end);
  const plain = name.every(({ kind }) => kind === 'word' || kind === 'code');
  const last = end === tokens.length - 1;
  if (end === -1 || !last || !plain || name.length > mostOfName) return tokens;
  const joined = name.map(({ text }) => text.toLowerCase()).join('_');
  if (names.knownTable(joined) !== undefined) return tokens;
  return tokenize(`create the table ${joined}`);
}
