import type { ReadingContext } from '../../grammar/slots/context.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { namesWhole } from '../../text/names-whole.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';
import { indexOn } from './plain.ts';

/** `Add missing indexes on foreign keys`: each key that the text names, or each that has none. */
const lead =
  "(?:(?:please|we (?:should|need to|must|had better|better)|better|let's|also|but|i forgot to|we forgot to|it forgot to),? )*(?:(?:to|for) [a-z ]{3,40}, (?:we (?:should|better|need to) |better )*)?";
const adds =
  '(?:add|create|put|introduce|build|missing)(?: (?:an?|the|all|missing|new|any|many|some|several|crucial|important|necessary|needed|required|relevant|appropriate|covering|database|db|proper))*';
const keys =
  '(?:(?:all|every|each|our|the|unindexed|any|missing|following|these|those|of) )*(?:foreign[- ]keys?|fks?)(?: (?:columns?|fields?|relationships?|relations?|constraints?|references))?';
const order = new RegExp(
  `^${lead}(?:(?:review|check|audit|go through) (?:the |our )*(?:database |db )?(?:schema|tables|database|models),? and )?(?:systematically )?${adds} ind(?:ex|exes|ices) (?:(?:where|wherever) (?:(?:they|it) (?:don't|do not|doesn't|does not) exist|(?:they are |it is )?(?:missing|needed|necessary)) )?(?:on|for|to|over|covering) ${keys}(?: (?:without one|without an index|that (?:have|has) none|that lacks? one|where (?:it is |they are )?missing|where (?:they|it) (?:don't|do not|doesn't|does not) exist|reported by the linter|in the database))?(?:,? (?:which|because|since|so that|as it|as they) .*)?[.:]?$`,
  'i',
);
const short = new RegExp(`^${lead}${adds} (?:foreign[- ]key|fk) ind(?:ex|exes|ices)[.:]?$`, 'i');
const passive =
  /^(?:all|every|each|our|the)(?: of our| our| the| unindexed)? (?:foreign[- ]keys?|fks?)(?: columns?)? (?:should|must|need to|needs to|have to) (?:be indexed|have an index|get an index|have indexes)(?: on (?:them|it))?[.:]?$/i;
const ownSchemas = (schema: string): boolean => !/^(?:auth|storage|pg_\w+|information_schema)$/.test(schema);

export function readKeyIndexes(
  tokens: readonly Token[],
  draft: Draft,
  { names, text }: ReadingContext,
): boolean {
  const said = textOf(tokens);
  if (![order, short, passive].some((form) => form.test(said))) return false;
  const keys = names.tables
    .filter(({ schema, kind }) => ownSchemas(schema) && kind === 'table')
    .flatMap((table) =>
      table.constraints.filter(({ kind }) => kind === 'foreign key').map((key) => ({ table, key })),
    );
  const isNamed = ({ table, key }: (typeof keys)[number]): boolean =>
    namesWhole(text, key.name) || namesWhole(text, `${table.name}.${key.columns.join()}`);
  const named = keys.filter(isNamed);
  const lacking = ({ table, key: { columns } }: (typeof keys)[number]): boolean =>
    !table.indexes.some((index) => columns.every((column, at) => index.columns[at] === column));
  const meant = named.length > 0 ? named : keys;
  for (const { table, key } of meant.filter((one) => !lacking(one)))
    if (named.length > 0)
      draft.fulfilled.push(`${displayName(table)}.${key.columns.join(', ')} is indexed already`);
  const open = meant.filter(lacking);
  if (open.length === 0 && named.length === 0)
    draft.fulfilled.push('every foreign key of the schema has an index');
  for (const { table, key } of open) draft.rules.push(indexOn(table, key.columns));
  return true;
}
