import { ident } from '../../../../../postgres/sql.ts';
import { ownerColumn } from './create-tables.ts';
import { at } from './outcome.ts';
import type { Builders } from './rule.ts';

/** Row level security, and the policy of the owners. */
export const securityBuilders: Builders<'rls' | 'ownerPolicy'> = {
  rls({ table }, { names, operations, draft }) {
    if (draft.tables.length > 0 && (table === undefined || names.isNewTable(table))) return;
    const target = names.table(table);
    if (!target) return;
    if (target.is?.rlsEnabled) names.fulfilled.push(`row level security of ${target.name} is on already`);
    else operations.push({ op: 'enable_rls', ...at(target) });
  },
  ownerPolicy({ table }, { names, operations, draft }) {
    if (draft.tables.length > 0 && (table === undefined || names.isNewTable(table))) return;
    const target = names.table(table);
    const columns = target?.is?.columns.map((column) => column.name) ?? [];
    const owner = ownerColumn(columns);
    if (!target) return;
    if (!owner) {
      names.ask(`Which column of ${target.name} says whose row it is? The owner's policy needs one.`);
      return;
    }
    if (
      target.is &&
      !target.is.rlsEnabled &&
      !operations.some((one) => one.op === 'enable_rls' && one.table === target.name)
    ) {
      names.assume(`row level security is switched on for ${target.name}, since a policy was asked for`);
      operations.push({ op: 'enable_rls', ...at(target) });
    }
    const own = `(select auth.uid()) = ${ident(owner)}`;
    names.assume(`the owner of a row of ${target.name} is the signed-in user whose id is in ${owner}`);
    operations.push({
      op: 'create_policy',
      ...at(target),
      name: 'Owners manage their own rows',
      command: 'all',
      roles: ['authenticated'],
      permissive: true,
      using: own,
      check: own,
    });
  },
};
