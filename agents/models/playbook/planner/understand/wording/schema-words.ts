import { type Token, textOf } from '../../text/tokens.ts';

const making = /^(?:please )?(?:create|add|define|design|build|implement|introduce|set ?up|new)\b/i;
const works =
  /^(?:(?:,|and|\+|&|\/)? ?(?:(?:database|db|sql|prisma|drizzle|knex|orm) )?(?:schema|migrations?|models?|entity|seeders?|factory|repository) ?)+$/i;

/** `Create the badges table schema and migration`: behind the table stands how one makes it. */
export function withoutSchemaWords(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ low }) => low === 'table' || low === 'tables');
  const behind = tokens.slice(at + 1);
  if (at < 1 || behind.length === 0 || !making.test(textOf(tokens))) return tokens;
  const end = behind.findIndex(({ low }) => /^(?:for|with|to|in|[:.(])$/.test(low));
  const said = end === -1 ? behind : behind.slice(0, end);
  if (said.length === 0 || !works.test(textOf(said))) return tokens;
  return [...tokens.slice(0, at + 1), ...behind.slice(said.length)];
}
