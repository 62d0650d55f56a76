import { quote } from '../text.ts';
import { confirm, deny, type Verdict } from '../verdict.ts';
import { moved, type SqlObjection } from './objection.ts';
import { isSqlRefusal, parseSql, type SqlNode, type SqlStatement } from './parser.ts';
import { type BodySql, readPlpgsql } from './plpgsql.ts';
import { internalSchemas } from './relations.ts';
import type { SqlScope } from './scope.ts';
import { judgeStatement } from './statement.ts';
import { asTag, isNode, listOf, namesOf, textOf } from './walk.ts';

/** Options of CREATE FUNCTION and DO, by name; a repeated option keeps every value. */
function optionsOf(list: unknown): { readonly name: string; readonly value: unknown }[] {
  return listOf(list).flatMap((item) => {
    const element = asTag(item, 'DefElem');
    return element === undefined ? [] : [{ name: textOf(element.defname) ?? '', value: element.arg }];
  });
}

const stringOf = (value: unknown): string => textOf(asTag(value, 'String')?.sval) ?? '';

/** `SET search_path = …` with a value of its own, not FROM CURRENT. */
const pinsSearchPath = (options: ReturnType<typeof optionsOf>): boolean =>
  options.some(({ name, value }) => {
    const setting = name === 'set' ? asTag(value, 'VariableSetStmt') : undefined;
    return setting?.kind === 'VAR_SET_VALUE' && textOf(setting.name) === 'search_path';
  });

/** CREATE FUNCTION and CREATE PROCEDURE: language, rights, settings, and every statement of the body. */
export function judgeFunctionDefinition(statement: SqlStatement, scope: SqlScope): SqlObjection[] {
  const { node } = statement;
  const options = optionsOf(node.options);
  const languages = options.filter(({ name }) => name === 'language').map(({ value }) => stringOf(value));
  const language = languages[0] ?? 'sql';
  const verdicts: SqlObjection[] = [];
  for (const { name, value } of options) {
    if (name === 'security' && isTrue(value) && !(scope.target === 'migration' && pinsSearchPath(options))) {
      verdicts.push(
        confirm(
          'sql/security-definer',
          'a SECURITY DEFINER function runs with the rights of its owner',
          'In a migration: give it SET search_path, so that a caller cannot choose what its names mean.',
        ),
      );
    }
    if (name === 'set') verdicts.push(...judgeFunctionSetting(value));
  }
  const inner: SqlScope = { ...scope, referring: true };
  if (language === 'plpgsql' && languages.length === 1)
    return [...verdicts, ...judgePlpgsql(statement, inner, false)];
  if (language !== 'sql' || languages.length > 1) {
    return [
      ...verdicts,
      deny('sql/language', `functions in ${quote(languages.join(', '))} cannot be judged`),
    ];
  }
  if (node.sql_body !== undefined) return [...verdicts, ...judgeParsedBody(node.sql_body, statement, inner)];
  const bodies = options.filter(({ name }) => name === 'as').flatMap(({ value }) => namesOf(value));
  return [...verdicts, ...bodies.flatMap((sql) => judgeText({ sql, added: 0 }, statement, inner))];
}

/** DO: PL/pgSQL only, no dynamic SQL; COMMIT only where a migration works in batches. */
export function judgeDo(statement: SqlStatement, scope: SqlScope): SqlObjection[] {
  const languages = optionsOf(statement.node.args).filter(({ name }) => name === 'language');
  const other = languages.map(({ value }) => stringOf(value)).find((language) => language !== 'plpgsql');
  if (other !== undefined) return [deny('sql/language', `a DO block in ${quote(other)} cannot be judged`)];
  return judgePlpgsql(statement, { ...scope, referring: false }, scope.target === 'migration');
}

function judgePlpgsql(statement: SqlStatement, scope: SqlScope, mayCommit: boolean): SqlObjection[] {
  const body = readPlpgsql(statement.text);
  if (body === undefined) return [deny('sql/unreadable-body', 'the PL/pgSQL body cannot be read')];
  if (body.dynamic) {
    return [
      deny(
        'sql/dynamic-execute',
        'EXECUTE runs SQL that exists only when it runs',
        'Write the statements themselves.',
      ),
    ];
  }
  if (body.transactionControl && !mayCommit) {
    return [
      deny('sql/transaction-control', 'COMMIT and ROLLBACK inside a body end the transaction of the engine'),
    ];
  }
  return body.statements.flatMap((sql) => judgeText(sql, statement, scope));
}

/** Text inside a body: a list of statements, each judged like any other. */
function judgeText({ sql, added }: BodySql, outer: SqlStatement, scope: SqlScope): SqlObjection[] {
  const parsed = parseSql(sql);
  if (isSqlRefusal(parsed)) return [deny('sql/unreadable-body', `${quote(sql)} in a body: ${parsed.reason}`)];
  const objections = parsed.statements.flatMap((statement) => judgeStatement(statement, scope));
  if (objections.length === 0) return objections;
  // The same text is judged alike wherever it stands, so that its first place will do.
  const starts = sql.startsWith(select) ? [added, select.length] : [added];
  const found = starts.find((length) => outer.text.includes(sql.slice(length)));
  // In quotes with escapes it stands nowhere: then the whole statement is the place.
  if (found === undefined) return objections.map(({ at: _, ...verdict }) => verdict);
  const before = outer.text.slice(0, outer.text.indexOf(sql.slice(found)));
  const offset = outer.start + Buffer.byteLength(before);
  return objections.map((objection) => moved(objection, parsed, offset - found, offset));
}

/** PL/pgSQL reads PERFORM as this; a length in characters and in bytes. */
const select = 'SELECT ';

/** BEGIN ATOMIC … END and RETURN: the statements are in the tree already. */
function judgeParsedBody(body: unknown, outer: SqlStatement, scope: SqlScope): SqlObjection[] {
  if (Array.isArray(body)) return body.flatMap((item) => judgeParsedBody(item, outer, scope));
  if (!isNode(body)) return [];
  const list = asTag(body, 'List');
  if (list !== undefined) return judgeParsedBody(list.items, outer, scope);
  const [entry] = Object.entries(body);
  if (entry === undefined) return [];
  const [kind, node] = entry;
  // RETURN holds an expression; the tree around it is judged with the definition.
  return kind === 'ReturnStmt' ? [] : judgeStatement({ ...outer, kind, node: node as SqlNode }, scope);
}

/** SET on a function: a search path is good practice, unless it leads to where names mean something else. */
export function judgeFunctionSetting(value: unknown): Verdict[] {
  const setting = asTag(value, 'VariableSetStmt');
  const name = textOf(setting?.name) ?? '';
  const values = listOf(setting?.args).map(
    (item) => textOf((asTag(item, 'A_Const')?.sval as SqlNode | undefined)?.sval) ?? '',
  );
  if (['statement_timeout', 'lock_timeout', 'timezone', 'work_mem'].includes(name.toLowerCase())) return [];
  const paths = values.flatMap((path) => path.split(',')).map((path) => path.trim().replaceAll('"', ''));
  if (name.toLowerCase() === 'search_path' && !paths.some((path) => internalSchemas.has(path))) return [];
  return [deny('sql/function-setting', `a function may not set ${quote(`${name} = ${values.join(', ')}`)}`)];
}

export const isTrue = (value: unknown): boolean => {
  const boolean = asTag(value, 'Boolean');
  return boolean !== undefined ? boolean.boolval === true : value !== undefined;
};
