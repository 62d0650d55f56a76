import { constantOf } from './constant.ts';
import { isSqlRefusal, parseSql } from './parser.ts';
import { asTag, listOf, namesOf, sameTree } from './walk.ts';

const placeholder = 'godwit_any_role';

/**
 * The one dynamic statement that can be judged without running it: `format('REVOKE … FROM %I', role)`. %I gives an
 * identifier and nothing else, so only the role is open, and taking a right away harms nobody. The statement with a
 * placeholder for the role, or undefined.
 */
export function staticRevoke(expression: string): string | undefined {
  const template = formatTemplate(expression);
  // `%%` is a percent sign; every other field of format would let in more than an identifier.
  const fields = template?.match(/%.?/gs) ?? [];
  if (template === undefined || !fields.every((field) => field === '%I' || field === '%%')) return undefined;
  const sql = template.replace(/%(.)/gs, (_, field) => (field === 'I' ? placeholder : '%'));
  const parsed = parseSql(sql);
  if (isSqlRefusal(parsed) || parsed.statements.length !== 1) return undefined;
  const [statement] = parsed.statements;
  if (statement?.kind !== 'GrantStmt' || statement.node.is_grant === true) return undefined;
  // The placeholder may stand for the role only, not for what the right is about.
  const elsewhere = JSON.stringify({ ...statement.node, grantees: null }).includes(placeholder);
  return elsewhere ? undefined : sql;
}

/** The literal first argument of a call of pg_catalog's format, when the expression is nothing but that call. */
function formatTemplate(expression: string): string | undefined {
  const parsed = parseSql(`SELECT ${expression}`);
  if (isSqlRefusal(parsed) || parsed.statements.length !== 1) return undefined;
  const select = parsed.statements[0]?.node;
  const targets = listOf(select?.targetList);
  const call = asTag(asTag(targets[0], 'ResTarget')?.val, 'FuncCall');
  if (targets.length !== 1 || call === undefined || select?.fromClause !== undefined) return undefined;
  if (
    !sameTree(namesOf(call.funcname), ['format']) &&
    !sameTree(namesOf(call.funcname), ['pg_catalog', 'format'])
  ) {
    return undefined;
  }
  const template = constantOf(listOf(call.args)[0]);
  return typeof template === 'string' && call.func_variadic !== true ? template : undefined;
}
