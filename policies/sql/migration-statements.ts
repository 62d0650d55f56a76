import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import type { SqlNode } from './parser.ts';
import { textOf } from './walk.ts';

/**
 * Settings that a migration may choose: how long it waits, how loud it is, and whether a policy that would hide rows
 * is an error (row_security). None changes what SQL means.
 */
const settings = new Set([
  'lock_timeout',
  'statement_timeout',
  'idle_in_transaction_session_timeout',
  'client_min_messages',
  'check_function_bodies',
  'maintenance_work_mem',
  'row_security',
]);

/** Statements that only a migration may use. */
export function judgeMigrationOnly(kind: string, node: SqlNode): Verdict | undefined {
  switch (kind) {
    case 'VariableSetStmt': {
      const name = textOf(node.name) ?? '';
      return settings.has(name.toLowerCase())
        ? undefined
        : deny(
            'sql/setting',
            `SET ${quote(name || String(node.kind))} changes what the statements after it mean`,
          );
    }
    case 'VacuumStmt':
      // ANALYZE arrives under the same name.
      return node.is_vacuumcmd === true
        ? deny('sql/forbidden-statement', 'VACUUM cannot run in a migration')
        : undefined;
    case 'NotifyStmt':
      return textOf(node.conditionname) === 'pgrst'
        ? undefined
        : confirm('sql/notifies', 'NOTIFY tells other sessions');
    default:
      return undefined;
  }
}
