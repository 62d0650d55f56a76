import { holderOf, lastOf, nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

const states: Readonly<Record<string, string>> = {
  enabled: 'ENABLE',
  disabled: 'DISABLE',
  'on replicas': 'ENABLE REPLICA',
  always: 'ENABLE ALWAYS',
};

/** A partition's trigger has a state of its own. */
export const triggerStatements: Writer = (difference) => {
  const { kind, attribute, before } = difference;
  const state = states[before ?? ''];
  if ((kind !== 'trigger' && kind !== 'rule') || attribute !== 'state' || state === undefined) return [];
  const name = nameOf(difference);
  return [`ALTER TABLE ${holderOf(name)} ${state} ${kind.toUpperCase()} ${lastOf(name)}`];
};
