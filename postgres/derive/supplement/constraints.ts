import type { Snapshot } from '../../snapshot/index.ts';
import { holderOf, lastOf, nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

/** The triggers behind a foreign key have names that differ from server to server: only all of a table can be named. */
export const constraintStatements: Writer = (difference, wanted) => {
  const { kind, attribute, before, after } = difference;
  if (kind !== 'constraint' || attribute !== 'triggers not enabled' || before !== 'none') return [];
  return tablesIn(after ?? '').flatMap((table) => [
    `ALTER TABLE ${table} ENABLE TRIGGER ALL`,
    ...disabledOf(table, wanted).map((trigger) => `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`),
  ]);
};

/** `"RI_FKey_check_ins" on public.t: D, …` */
const tablesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/ on ((?:"(?:[^"]|"")*"|[^\s":])+): \w/g)].map(([, table = '']) => table)),
];

const disabledOf = (table: string, { objects }: Snapshot): string[] =>
  Object.entries(objects)
    .filter(([, { kind, attributes }]) => kind === 'trigger' && attributes.state === 'disabled')
    .map(([object]) => nameOf({ object, kind: 'trigger' }))
    .filter((name) => holderOf(name) === table)
    .map(lastOf);
