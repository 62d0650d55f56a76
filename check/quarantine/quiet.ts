import { ident, qualified } from '../../postgres/sql.ts';
import type { TableFacts, TriggerFacts } from './facts.ts';
import type { HeldTable } from './inventory.ts';
import { CannotKeep } from './piece.ts';

type Event = TriggerFacts['events'][number];

const states: Readonly<Record<string, string>> = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' };

/**
 * Rows that come back are no change that an updated_at, an audit or a webhook should see: the table's triggers sleep
 * meanwhile. Those that the up itself drops are not there yet, and those that it made are gone.
 */
export function quietly(
  table: TableFacts,
  was: HeldTable,
  event: Event,
  statements: readonly string[],
): string[] {
  const at = qualified(was.schema, was.name);
  const triggers = table.triggers.filter(({ events }) => events.includes(event));
  const pending = table.deferred ? ['SET CONSTRAINTS ALL IMMEDIATE'] : [];
  return [
    ...triggers.map(({ name }) => `ALTER TABLE ${at} DISABLE TRIGGER ${ident(name)}`),
    ...statements,
    ...pending,
    ...triggers.map(({ name, enabled }) => `ALTER TABLE ${at} ${states[enabled]} TRIGGER ${ident(name)}`),
  ];
}

/** What a statement on rows does beside what it says is known to nobody who reads it. @throws CannotKeep */
export function assertAlone(table: TableFacts, event: Event): void {
  const at = qualified(table.schema, table.name);
  const trigger = table.triggers.find(({ events, harmless }) => events.includes(event) && !harmless);
  if (trigger !== undefined) {
    throw new CannotKeep(
      `trigger "${trigger.name}" of ${at} fires, and what it does to other rows is not known`,
    );
  }
  if (table.rules) throw new CannotKeep(`a rule of ${at} rewrites the statement`);
  if (table.heirs) throw new CannotKeep(`tables inherit from ${at}, and their rows change with it`);
}
