import { ownerColumn } from '../../build/create-tables.ts';
import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { displayName } from '../../resolve/schema-names.ts';
import { ask, type PlainRecorders, tableOf } from './tools.ts';

type RightForms = Pick<typeof plainRuleForms, 'ownRows' | 'staffRows'>;

/** Who may do what with which rows. */
export const rightRecorders: PlainRecorders<RightForms> = {
  ownRows(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const { access } = slots;
    if (!table || access === undefined) return 'other';
    const owner = ownerColumn(table.columns.map(({ name }) => name));
    const at = displayName(table);
    if (owner === undefined)
      return ask(
        tools,
        `Which column of ${at} says whose row it is? It has ${table.columns
          .map(({ name }) => name)
          .slice(0, 12)
          .join(', ')}.`,
      );
    const policies = table.policies.filter(
      ({ command, permissive }) =>
        permissive && (command === 'all' || access === 'all' || command === access),
    );
    const owners = policies.every((policy) => `${policy.using ?? ''}${policy.check ?? ''}`.includes(owner));
    const names = policies.map(({ name }) => `"${name}"`).join(', ');
    if (table.rlsEnabled && policies.length > 0 && owners) {
      tools.draft.fulfilled.push(`the policy ${names} of ${at} says so`);
      return undefined;
    }
    return ask(
      tools,
      `${table.rlsEnabled ? `Row level security of ${at} is on${names === '' ? ', and no policy allows it' : `, with ${names}`}.` : `Row level security of ${at} is off, so that everyone with the right may.`} Shall a policy for ${access} allow it where ${owner} is the signed-in user (auth.uid()), ${names === '' ? 'and nobody else' : 'in place of these'}?`,
    );
  },
  staffRows(slots, tools) {
    const table = tableOf(slots.entity, tools);
    if (!table || slots.access === undefined || slots.staff === undefined) return 'other';
    return ask(
      tools,
      `How does the database know "${slots.staff}": by a role of PostgreSQL, a claim in their token (auth.jwt()), or a column or table of yours? With that, a policy for ${slots.access} on ${displayName(table)} lets them through.`,
    );
  },
};
