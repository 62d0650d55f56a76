import type { CreateFunctionStmt, Node } from 'libpg-query';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { RuleDraft } from '../rule-draft.ts';
import { stringsOf } from './column-definition.ts';

const stringIn = (node: Node | undefined): string | undefined =>
  node === undefined
    ? undefined
    : 'String' in node
      ? (node.String.sval ?? '')
      : 'List' in node
        ? stringsOf(node.List.items)[0]
        : undefined;

/** A function without arguments, such as a trigger's, as the operation that makes it. */
export function createFunction(
  statement: CreateFunctionStmt,
  { catalog }: ReadingContext,
): RuleDraft | undefined {
  const { funcname, parameters = [], returnType, options = [], is_procedure, sql_body, replace } = statement;
  const [name = '', schema = 'public'] = [...stringsOf(funcname)].reverse();
  const returned = stringsOf(returnType?.names).filter((one) => one !== 'pg_catalog');
  if (parameters.length > 0 || is_procedure || sql_body || returned.length !== 1) return undefined;
  if (!/^(?:trigger|void)$/.test(returned[0] ?? '')) return undefined;
  let [language, body]: (string | undefined)[] = [];
  let definer = false;
  let searchPath: readonly string[] | undefined;
  for (const node of options) {
    if (!('DefElem' in node)) return undefined;
    const { defname, arg } = node.DefElem;
    if (defname === 'language') language = stringIn(arg);
    else if (defname === 'as') body = stringIn(arg);
    else if (defname === 'security')
      definer = arg !== undefined && 'Boolean' in arg && arg.Boolean.boolval === true;
    else if (
      defname === 'set' &&
      arg &&
      'VariableSetStmt' in arg &&
      arg.VariableSetStmt.name === 'search_path'
    )
      searchPath = (arg.VariableSetStmt.args ?? [])
        .map((one) => ('A_Const' in one ? (one.A_Const.sval?.sval ?? '') : ''))
        .filter((one) => one !== '');
    else return undefined;
  }
  if ((language !== 'plpgsql' && language !== 'sql') || body === undefined) return undefined;
  return {
    kind: 'createFunction',
    operation: {
      op: 'create_function',
      name,
      schema,
      kind: 'function',
      returns: returned[0] ?? '',
      language,
      body: body.trim().replace(/;$/, language === 'plpgsql' ? ';' : ''),
      ...(definer ? { securityDefiner: true } : {}),
      ...(searchPath === undefined ? {} : { searchPath: [...searchPath] }),
      ...(replace && catalog.routines?.some((one) => one.name === name && one.schema === schema)
        ? { replace: true }
        : {}),
    },
  };
}
