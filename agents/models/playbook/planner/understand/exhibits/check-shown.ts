import { comparison } from '../../grammar/slots/condition.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { type Token, textOf, tokenize } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

/** `Can we add a check for that?`: the condition stands in a code span or block. */
const order =
  /^(?:(?:please|can we|could we|can you|could you|we should|we need to|we need|let's|so|i would like to|i'd like to),? )*(?:add|create|have|enforce|get|introduce)? ?(?:a|the|an? additional) (?:(?:db|database|table|postgres|sql) )?(?:check|check constraint|constraint)(?: (?:on|to|for) (?:the )?(?:table )?`?(\w+)`?)?(?: (?:like this|for this|for that|for it|such as|as follows|that ensures this|to ensure this|to enforce this|to enforce that))?:?$/i;
const spans = /```(?:sql|postgres(?:ql)?|pgsql)?\s*\n([\s\S]*?)```|`([^`\n]+)`/gi;
const wrapped = /^check\s*\(([\s\S]+)\)\s*;?$/i;

export function readCheckShown(tokens: readonly Token[], draft: Draft, context: ReadingContext): boolean {
  const found = order.exec(textOf(tokens));
  if (!found) return false;
  const shown = [...context.text.matchAll(spans)]
    .map(([, block, span]) => (block ?? span ?? '').trim())
    .map((text) => wrapped.exec(text)?.[1]?.trim() ?? text)
    .filter((text) => !/[;`]|\b(?:select|where|create|alter|insert|update|delete)\b/i.test(text));
  const conditions = [...new Set(shown)].flatMap((text) =>
    [...comparison(tokenize(`\`${text.replace(/\s+/g, ' ')}\``), 0, context)].map(({ value }) => value),
  );
  const [condition, ...others] = conditions;
  if (!condition || others.length > 0) return false;
  const said = context.names.knownTable(found[1] ?? '');
  const tables = (said ? [said] : context.names.tables).filter(
    ({ kind, columns }) =>
      kind === 'table' && condition.columns.every((column) => columns.some(({ name }) => name === column)),
  );
  const named = tables.filter(({ name }) => context.text.includes(name));
  const [table, ...more] = named.length > 0 ? named : tables;
  if (!table) return false;
  if (more.length > 0)
    draft.questions.push(
      `Which table is the check ${condition.sql} meant for: ${[table, ...more].slice(0, 12).map(displayName).join(', ')}?`,
    );
  else
    draft.rules.push({
      kind: 'operation',
      operation: { op: 'add_check', table: table.name, schema: table.schema, check: condition.sql },
    });
  return true;
}
