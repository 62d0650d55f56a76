import type { Token } from '../../text/tokens.ts';

const mappers: ReadonlySet<string> = new Set(
  'drizzle prisma typeorm sequelize sqlalchemy django rails laravel eloquent activerecord knex kysely mikroorm hibernate jpa supabase postgres postgresql mysql mariadb sqlite mssql'.split(
    ' ',
  ),
);
const kinds: ReadonlySet<string> = new Set(
  'table tables model models schema entity entities migration migrations'.split(' '),
);
const into: ReadonlySet<string> = new Set('to in into within inside'.split(' '));
const file = /^[\w./-]*\w\.(?:prisma|py|rb|ts|tsx|js|mjs|sql|exs?|php|java|kt|cs)$/i;

/** Without what says only where in the code it stands: `Add a Team model to schema.prisma`, `a Drizzle table for …`. */
export function withoutCodePlace(tokens: readonly Token[]): readonly Token[] {
  const left = tokens.filter((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (file.test(token.text) && into.has(before?.low ?? '')) return false;
    if (into.has(token.low) && file.test(next?.text ?? '')) return false;
    return !(at > 0 && mappers.has(token.low) && kinds.has(next?.low ?? ''));
  });
  return left.length === tokens.length ? tokens : left;
}
