import type { CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { nameKey, snakeCase } from '../../resolve/words.ts';
import { has } from './new-column.ts';
import { ask, type PlainOutcome, type PlainSlots, type PlainTools, reading, tableOf } from './tools.ts';

/** `updated_at is set on every change`: a trigger does it, where there is a function for that. */
export function touched({ field, entity }: PlainSlots, tools: PlainTools): PlainOutcome {
  const said = tableOf(entity ?? field?.table, tools);
  const text = field?.text ?? '';
  const stamp = snakeCase(text);
  if (!/(?:_at|_on|date)$/.test(stamp) || /^created/.test(stamp)) return 'other';
  const functions = (tools.context.catalog.functions ?? []).filter((name) =>
    nameKey(name.split('.').at(-1) ?? '').includes(nameKey(stamp)),
  );
  const [called] = functions;
  const kept = (table: CatalogTable): boolean =>
    table.triggers.some((name) => nameKey(name).includes(nameKey(stamp))) ||
    (table.triggerFunctions ?? []).some(({ name }) => name.includes(stamp));
  const known = tools.context.names.tables.filter((table) => has(table, text));
  const open = said ? [said] : known.filter((table) => !kept(table));
  const lacking = open.filter((table) => !has(table, text));
  const how = called === undefined ? 'a trigger' : `the trigger function ${called.split('.').at(-1)}`;
  if (lacking.length > 0)
    return ask(
      tools,
      `${lacking.map(displayName).join(', ')} has no column ${stamp}. Shall it get one (timestamptz, not null, now() by default), kept by ${how}?`,
    );
  const left = open.filter((table) => !kept(table));
  if (left.length === 0) {
    tools.draft.fulfilled.push(
      `a trigger keeps ${stamp} of ${(said ? [said] : known).map(displayName).join(', ')} already`,
    );
    return undefined;
  }
  const dot = called?.indexOf('.') ?? -1;
  if (called === undefined || functions.length > 1)
    return ask(
      tools,
      `Which function shall the trigger of ${left.map(displayName).join(', ')} call to set ${stamp}? ${
        functions.length > 1 ? functions.join(' or ') : 'There is none of that name; shall one be written?'
      }`,
    );
  for (const table of left)
    tools.draft.rules.push({
      kind: 'createTrigger',
      table: reading(table),
      name: undefined,
      timing: 'before',
      events: ['update'],
      called: { schema: called.slice(0, dot), name: called.slice(dot + 1) },
    });
  return undefined;
}
