import type { Node } from 'libpg-query';
import { dangerOf } from '../../policies/sql/functions.ts';
import { readPlpgsql } from '../../policies/sql/plpgsql.ts';
import { reasonAgainst } from '../../policies/sql/statement-kinds.ts';
import { namesOf, walk } from '../../policies/sql/walk.ts';
import { excerpt, splitStatements } from '../../postgres/script/index.ts';
import type { CheckedStatement, ScriptProblem } from '../migration.ts';
import { calledUnseen, libraryOf, readsServer } from './definitions.ts';

/** What a statement does past its database when it runs. `call` is the function by name, where it is one. */
export interface Reach {
  readonly what: string;
  readonly call: string | null;
}

/** Of the reasons of policies/sql/functions.ts, those that leave the database; the others only concern agents. */
const outside = new Set([
  'files of the server',
  'large objects and files of the server',
  'other databases',
  'the network',
  'other sessions',
  'replication and recovery',
  'the inside of the server',
  'settings of the server',
  'code of other languages',
]);

/** A statement that reaches out of the database is refused before anything runs. */
export function judgeReach({ node, sql, line, column }: CheckedStatement): ScriptProblem[] {
  const reach = reachOfStatement(node, sql);
  if (reach === undefined) return [];
  return [
    {
      rule: 'reaches-outside',
      level: 'refused',
      line,
      column,
      message: `"${excerpt(sql)}": ${reach.what}`,
      remedy: 'take it out of the migration; it is not run',
    },
  ];
}

function reachOfStatement(node: Node, sql: string): Reach | undefined {
  // What a function does is judged where it is called; a library is loaded at once.
  if ('CreateFunctionStmt' in node) {
    const library = libraryOf(node) ?? '';
    return library.includes('/') && !library.startsWith('$libdir/')
      ? { what: reasonAgainst('LoadStmt'), call: null }
      : undefined;
  }
  if ('DoStmt' in node) return reachOfBody(sql);
  return reachOfKind(node) ?? reachOfCalls(node, sql);
}

const connecting = [
  'ImportForeignSchemaStmt',
  'CreateSubscriptionStmt',
  'AlterSubscriptionStmt',
  'DropSubscriptionStmt',
];

function reachOfKind(node: Node): Reach | undefined {
  if ('CopyStmt' in node) {
    const { filename, is_program } = node.CopyStmt;
    if (is_program === true) return { what: 'it runs a program of the server', call: null };
    if (filename !== undefined) return { what: 'it reads or writes a file of the server', call: null };
    return { what: 'there is no input to copy from and nobody to copy to: only psql has one', call: null };
  }
  if ('LoadStmt' in node) return { what: reasonAgainst('LoadStmt'), call: null };
  if (readsServer(node))
    return { what: 'its rows are a file of the server, or what a program of it says', call: null };
  for (const names of calledUnseen(node)) {
    const danger = dangerOf(names);
    if (danger !== undefined && outside.has(danger)) return calls(names.join('.'), danger);
  }
  if (connecting.some((kind) => kind in node)) return { what: 'it connects to another database', call: null };
  return undefined;
}

export function reachOfCalls(node: unknown, sql: string): Reach | undefined {
  let found: Reach | undefined;
  walk(node, (name, fields) => {
    // CALL holds its function in a field of this name.
    if ((name !== 'FuncCall' && name !== 'funccall') || found !== undefined) return;
    const names = namesOf(fields.funcname);
    const danger = dangerOf(names);
    if (danger === 'SQL inside a text') found = reachOfWords(sql);
    else if (danger !== undefined && outside.has(danger)) found = calls(names.join('.'), danger);
  });
  return found;
}

/** A body that runs now: statement by statement where it can be read, else by its words. */
export function reachOfBody(sql: string): Reach | undefined {
  const body = readPlpgsql(sql);
  if (body === undefined || body.dynamic) return reachOfWords(sql);
  for (const { sql: text } of body.statements) {
    const reach = reachOfText(text);
    if (reach !== undefined) return reach;
  }
  return undefined;
}

export function reachOfText(text: string): Reach | undefined {
  try {
    for (const { node, sql } of splitStatements(text)) {
      const reach = reachOfStatement(node, sql);
      if (reach !== undefined) return reach;
    }
    return undefined;
  } catch {
    return reachOfWords(text);
  }
}

/** Where SQL exists only when it runs: whatever looks like a call, in strings too. */
function reachOfWords(text: string): Reach | undefined {
  for (const [, schema, name = ''] of text.matchAll(
    /(?:([a-z_][\w$]*)"?\s*\.\s*"?)?\b([a-z_][\w$]*)"?\s*\(/gi,
  )) {
    const danger = dangerOf(schema === undefined ? [name] : [schema, name]);
    if (danger !== undefined && outside.has(danger)) {
      return calls(schema === undefined ? name : `${schema}.${name}`, danger);
    }
  }
  return /\bcopy\b[^;]*\b(?:from|to)\s+(?:program\b|'+[\w/.])/i.test(text)
    ? { what: 'it reads or writes a file or program of the server', call: null }
    : undefined;
}

const calls = (name: string, danger: string): Reach => ({ what: `${name}() reaches ${danger}`, call: name });
