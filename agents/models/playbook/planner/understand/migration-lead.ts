import { words } from '../lexicon/words.ts';
import type { Token } from '../text/tokens.ts';

const making: ReadonlySet<string> = new Set(
  'add adds adding create creates creating write make run need prepare new a this pr issue introduces introduce'.split(
    ' ',
  ),
);
const sorts: ReadonlySet<string> = new Set([
  ...words.the,
  ...'db database sql alembic data schema rails django prisma knex flyway liquibase'.split(' '),
]);
const leads: ReadonlySet<string> = new Set(['to', 'that', 'which']);
/** `a migration adding the column …` */
const doing: ReadonlySet<string> = new Set([
  'adding',
  'dropping',
  'renaming',
  'removing',
  'changing',
  'creating',
]);

/** `Create a migration to drop the column …`: what the migration does is what is wanted. */
export function withoutMigrationLead(tokens: readonly Token[]): readonly Token[] {
  let at = tokens[0]?.low === 'please' ? 1 : 0;
  while (making.has(tokens[at]?.low ?? '') || sorts.has(tokens[at]?.low ?? '')) at += 1;
  const named = tokens[at]?.low === 'migration' || tokens[at]?.low === 'migrations';
  if (named && doing.has(tokens[at + 1]?.low ?? '')) return tokens.slice(at + 1);
  return named && leads.has(tokens[at + 1]?.low ?? '') && at + 2 < tokens.length
    ? tokens.slice(at + 2)
    : tokens;
}
