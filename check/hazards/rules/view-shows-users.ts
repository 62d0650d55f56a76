import { walk } from '../../../policies/sql/walk.ts';
import type { StatementRule } from '../rule.ts';

export const viewShowsUsers: StatementRule = {
  id: 'view-shows-users',
  level: 'warning',
  rows: [100],
  statement({ node, scene: { after } }) {
    if (!('ViewStmt' in node)) return null;
    const { view: name, query } = node.ViewStmt;
    const view = after.relation(name?.schemaname, name?.relname ?? '');
    let shows = false;
    walk(query, (tag, fields) => {
      if (tag === 'RangeVar' && fields.schemaname === 'auth' && fields.relname === 'users') shows = true;
    });
    const open = Object.keys(view?.attributes ?? {}).some((one) =>
      /^privileges of (?:PUBLIC|anon|authenticated) /.test(one),
    );
    if (!shows || view === undefined || !open) return null;
    return {
      message: `view ${view.name} shows auth.users to roles of the API`,
      remedy: 'a table of your own with the columns that others may see, kept up by a trigger',
    };
  },
};
