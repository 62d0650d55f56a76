import { ownerColumn } from '../../build/create-tables.ts';
import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { displayName } from '../../resolve/schema-names.ts';
import type { Token } from '../../text/tokens.ts';
import { plainIndex } from '../indexes/plain.ts';
import { ask, nameOf, type PlainRecorders, reading, tableOf } from './tools.ts';

type RightForms = Pick<
  typeof plainRuleForms,
  'ownRows' | 'staffRows' | 'dropFunction' | 'rlsMissing' | 'rlsEverywhere' | 'keyWithoutIndex'
>;

const mostTables = 40;
const isOn = (tokens: readonly Token[]): boolean => /^(?:enabled|on)$/.test(tokens.at(-1)?.low ?? '');

/** Who may do what with which rows. */
export const rightRecorders: PlainRecorders<RightForms> = {
  rlsMissing(slots, tools) {
    const table = tableOf(slots.entity, tools);
    // `users has RLS enabled` is how it is.
    if (!table || tools.tokens.some(({ low }, at) => low === 'has' && isOn(tools.tokens.slice(at))))
      return 'other';
    tools.draft.rules.push({ kind: 'rls', table: reading(table) });
    return undefined;
  },
  dropFunction({ gone }, tools) {
    if (!gone) return 'other';
    const [routine, ...others] = (tools.context.catalog.routines ?? []).filter(
      ({ name }) => name === gone.text,
    );
    if (!routine) return ask(tools, `There is no function "${gone.text}". Which one is meant?`);
    if (others.length > 0)
      return ask(
        tools,
        `Which of the functions called ${gone.text} shall go: ${[routine, ...others]
          .map((one) => `${one.name}(${one.arguments})`)
          .join(' or ')}?`,
      );
    tools.draft.rules.push({
      kind: 'operation',
      operation: {
        op: 'drop_function',
        name: routine.name,
        schema: routine.schema,
        ...(routine.arguments === '' ? {} : { arguments: routine.arguments.split(', ') }),
      },
    });
    return undefined;
  },
  rlsEverywhere(_, tools) {
    const own = tools.context.names.tables.filter(
      ({ schema, kind, partitionOf }) => schema === 'public' && kind === 'table' && !partitionOf,
    );
    const open = own.filter(({ rlsEnabled }) => !rlsEnabled);
    if (own.length === 0) return 'other';
    if (open.length === 0) tools.draft.fulfilled.push('row level security of every table is on already');
    if (open.length > mostTables)
      return ask(
        tools,
        `There are ${open.length} tables without row level security. Which of them shall get it?`,
      );
    for (const table of open) tools.draft.rules.push({ kind: 'rls', table: reading(table) });
    return undefined;
  },
  keyWithoutIndex(slots, tools) {
    const table = tableOf(slots.entity, tools);
    const key = table?.constraints.find(
      ({ name, kind }) => kind === 'foreign key' && name === slots.newname?.text,
    );
    if (!table || !key) return 'other';
    tools.draft.rules.push(plainIndex(reading(table), key.columns.map(nameOf)));
    return undefined;
  },
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
