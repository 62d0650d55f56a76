import { walk } from '../../../policies/sql/walk.ts';
import type { Thing } from '../catalog.ts';
import type { StatementRule } from '../rule.ts';
import type { Sight } from '../scene.ts';
import { listed } from '../words.ts';

/** A view reads as its owner; since PostgreSQL 15 it may read as whoever asks. */
export const viewBypassesRls: StatementRule = {
  id: 'view-bypasses-rls',
  level: 'warning',
  rows: [98],
  statement(sight) {
    const {
      node,
      scene: { after },
    } = sight;
    const [name, query] =
      'ViewStmt' in node
        ? [node.ViewStmt.view, node.ViewStmt.query]
        : 'CreateTableAsStmt' in node && node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW'
          ? [node.CreateTableAsStmt.into?.rel, node.CreateTableAsStmt.query]
          : [];
    const view = after.relation(name?.schemaname, name?.relname ?? '');
    if (view === undefined || /security_invoker=(?:true|on|yes|1)\b/.test(view.attributes.options ?? ''))
      return null;
    const guarded = tablesIn(query, sight).filter(({ attributes }) => 'row level security' in attributes);
    if (guarded.length === 0) return null;
    const tables = listed([...new Set(guarded.map((one) => one.name))]);
    const remedy =
      view.kind === 'view'
        ? `CREATE VIEW … WITH (security_invoker = true), which needs PostgreSQL 15`
        : 'keep it in a schema that no such role can use';
    return {
      message: `${view.kind} ${view.name} reads ${tables} as its owner: whoever may read it sees rows that the policies keep from him`,
      remedy,
    };
  },
};

function tablesIn(query: unknown, { scene: { after } }: Sight): Thing[] {
  const found: Thing[] = [];
  walk(query, (tag, fields) => {
    if (tag !== 'RangeVar') return;
    const schema = typeof fields.schemaname === 'string' ? fields.schemaname : undefined;
    const table = after.relation(schema, String(fields.relname));
    if (table !== undefined) found.push(table);
  });
  return found;
}
