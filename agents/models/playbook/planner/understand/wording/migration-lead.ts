import { words } from '../../lexicon/words.ts';
import type { Token } from '../../text/tokens.ts';

const making: ReadonlySet<string> = new Set(
  'provide write add adds adding create creates creating write make run need prepare new a this pr issue introduces introduce'.split(
    ' ',
  ),
);
const sorts: ReadonlySet<string> = new Set([
  ...words.the,
  ...'db database sql alembic data schema rails django prisma knex flyway liquibase'.split(' '),
]);
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the']);
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

/** `… and provide a migration script so that …`, `…, and create migration scripts`: how it is done, in the middle of what. */
export function withoutMigrationAside(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ low }, index) => index > 0 && low === 'and' && making.has(tokens[index + 1]?.low ?? ''),
  );
  let end = at + 2;
  while (at !== -1 && (articles.has(tokens[end]?.low ?? '') || sorts.has(tokens[end]?.low ?? ''))) end += 1;
  if (at === -1 || !/^migrations?$/.test(tokens[end]?.low ?? '')) return tokens;
  end += /^(?:scripts?|files?)$/.test(tokens[end + 1]?.low ?? '') ? 2 : 1;
  const from = tokens[at - 1]?.text === ',' ? at - 1 : at;
  return tokens[end]?.low === 'to' ? tokens : [...tokens.slice(0, from), ...tokens.slice(end)];
}

/** `We need to create a migration to …` */
const leadLength = ([who, verb, to]: readonly Token[]): number =>
  /^(?:we|i|you)$/.test(who?.low ?? '') && /^(?:need|have|want)$/.test(verb?.low ?? '') && to?.low === 'to'
    ? 3
    : /^(?:we|i|you)$/.test(who?.low ?? '') && /^(?:should|must|will|can)$/.test(verb?.low ?? '')
      ? 2
      : 0;

/** `Create a migration to drop the column …`: what the migration does is what is wanted. */
export function withoutMigrationLead(tokens: readonly Token[]): readonly Token[] {
  let at = tokens[0]?.low === 'please' ? 1 : leadLength(tokens);
  while (making.has(tokens[at]?.low ?? '') || sorts.has(tokens[at]?.low ?? '')) at += 1;
  const named = tokens[at]?.low === 'migration' || tokens[at]?.low === 'migrations';
  // `in `packages/migration``
  if (named && tokens[at + 1]?.low === 'in' && tokens[at + 2]?.text.includes('/')) at += 2;
  if (named && doing.has(tokens[at + 1]?.low ?? '')) return tokens.slice(at + 1);
  return named && leads.has(tokens[at + 1]?.low ?? '') && at + 2 < tokens.length
    ? tokens.slice(at + 2)
    : tokens;
}
