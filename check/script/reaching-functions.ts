import type { Node } from 'libpg-query';
import { readPlpgsql } from '../../policies/sql/plpgsql.ts';
import { asTag, listOf, namesOf, textOf, walk } from '../../policies/sql/walk.ts';
import { excerpt, splitStatements } from '../../postgres/script/index.ts';
import type { CheckedMigration, CheckedScript, CheckedStatement, ScriptProblem } from '../migration.ts';
import { calledUnseen } from './definitions.ts';
import { type Reach, reachOfBody, reachOfCalls, reachOfText } from './reach.ts';

/**
 * A function of the migrations themselves whose body reaches out of the database may be created, but nothing that
 * calls it is run. Functions are known by their last name: another schema's of the same name counts too.
 */
export function judgeCalls(migrations: readonly CheckedMigration[]): readonly CheckedMigration[] {
  const reaching = reachingFunctions(
    migrations.flatMap(({ up, down }) => (down === null ? [up] : [up, down])),
  );
  if (reaching.size === 0) return migrations;
  const judged = (script: CheckedScript): CheckedScript => {
    const more = script.statements.flatMap((statement) => judge(statement, reaching));
    return more.length === 0 ? script : { ...script, problems: [...script.problems, ...more] };
  };
  return migrations.map((migration) => ({
    ...migration,
    up: judged(migration.up),
    down: migration.down === null ? null : judged(migration.down),
  }));
}

interface Definition {
  readonly name: string;
  readonly reach: Reach | undefined;
  readonly calls: readonly string[];
}

function reachingFunctions(scripts: readonly CheckedScript[]): ReadonlyMap<string, string> {
  const definitions = scripts.flatMap(({ statements }) => statements.flatMap(definitionOf));
  const reaching = new Map<string, string>();
  for (const { name, reach } of definitions) if (reach !== undefined) reaching.set(name, reach.what);
  // A caller of one reaches as far; each round finds the callers of the last one's.
  for (let known = -1; known !== reaching.size; ) {
    known = reaching.size;
    for (const { name, calls } of definitions) {
      const callee = calls.find((call) => reaching.has(call));
      if (callee !== undefined && !reaching.has(name)) reaching.set(name, reaching.get(callee) ?? '');
    }
  }
  return reaching;
}

function definitionOf({ node, sql }: CheckedStatement): Definition[] {
  if (!('CreateFunctionStmt' in node)) return [];
  const { funcname, options, sql_body } = node.CreateFunctionStmt;
  const name = lastName(namesOf(funcname));
  const option = (wanted: string): unknown =>
    listOf(options)
      .map((item) => asTag(item, 'DefElem'))
      .find((element) => element?.defname === wanted)?.arg;
  const language = (textOf(asTag(option('language'), 'String')?.sval) ?? 'sql').toLowerCase();
  if (language === 'plpgsql') {
    const body = readPlpgsql(sql);
    return [
      {
        name,
        reach: reachOfBody(sql),
        calls: (body?.statements ?? []).flatMap((inner) => callsInText(inner.sql)),
      },
    ];
  }
  if (language === 'sql') {
    const text = namesOf(option('as')).join('\n');
    const reach = sql_body === undefined ? reachOfText(text) : reachOfCalls(sql_body, sql);
    return [{ name, reach, calls: sql_body === undefined ? callsInText(text) : callsIn(sql_body) }];
  }
  // The trusted ones (plperl, pltcl, plv8) are kept inside by the server.
  if (!/^(?:c|internal|.*u)$/.test(language)) return [];
  return [
    { name, reach: { what: `it is written in ${language}, which may do anything`, call: null }, calls: [] },
  ];
}

function judge(statement: CheckedStatement, reaching: ReadonlyMap<string, string>): ScriptProblem[] {
  const { node, sql, line, column } = statement;
  const problem = (level: 'refused' | 'advice', message: string, remedy: string | null): ScriptProblem => {
    return {
      rule: level === 'refused' ? 'reaches-outside' : 'reaches-outside-later',
      level,
      line,
      column,
      message,
      remedy,
    };
  };
  if ('CreateFunctionStmt' in node) {
    const what = reaching.get(lastName(namesOf(node.CreateFunctionStmt.funcname)));
    return what === undefined
      ? []
      : [problem('advice', `"${excerpt(sql)}": when it is called, ${what}`, null)];
  }
  const call = callsOf(node, sql).find((name) => reaching.has(name));
  if (call === undefined) return [];
  const message = `"${excerpt(sql)}" calls ${call}(): ${reaching.get(call)}`;
  return [problem('refused', message, 'take the call out of the migration; it is not run')];
}

const callsOf = (node: Node, sql: string): string[] =>
  'DoStmt' in node
    ? (readPlpgsql(sql)?.statements ?? []).flatMap((inner) => callsInText(inner.sql))
    : [...callsIn(node), ...calledUnseen(node).map(lastName)];

const lastName = (names: readonly string[]): string => (names.at(-1) ?? '').toLowerCase();

function callsIn(tree: unknown): string[] {
  const names: string[] = [];
  walk(tree, (name, fields) => {
    // CALL holds its function in a field of the second name.
    if (name === 'FuncCall' || name === 'funccall') names.push(lastName(namesOf(fields.funcname)));
  });
  return names;
}

function callsInText(text: string): string[] {
  try {
    return splitStatements(text).flatMap(({ node, sql }) => callsOf(node, sql));
  } catch {
    return [];
  }
}
