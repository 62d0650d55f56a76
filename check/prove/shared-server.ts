import { excerpt } from '../../postgres/script/statements.ts';
import type { CheckedScript } from '../migration.ts';
import { type Failure, refused } from './failure.ts';

/**
 * Roles, databases and settings of the server belong to everybody on it: a branch does not hold such a change, and
 * dropping the branch does not take it back.
 */
export function refusedOnShared(script: CheckedScript): Failure | null {
  const found = script.statements.find(({ changesServer }) => changesServer !== null);
  if (found === undefined) return null;
  const { line, column, sql, changesServer } = found;
  return refused(script, {
    rule: 'changes-server',
    level: 'refused',
    line,
    column,
    message: `"${excerpt(sql)}" ${changesServer}, which a branch of a database in use cannot hold`,
    remedy: 'prove it without --database',
  });
}
