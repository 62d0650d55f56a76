import type { Action } from '@supabase/pg-delta/plan';
import type { Snapshot } from '../snapshot/index.ts';
import { literal } from '../sql.ts';
import { attributesOf, keyOf } from './keep.ts';

/** Statements of the planner that PostgreSQL refuses, or that say less than was there, as they have to be. */
export const corrected = (actions: readonly Action[], wanted: Snapshot): Action[] =>
  actions.map((action) => ({
    ...action,
    sql: withVersion(withOneNotNull(withVirtual(action, wanted)), wanted),
  }));

/** The planner takes every generated column for a stored one; since PostgreSQL 18 there are virtual ones. */
const withVirtual = ({ sql, produces }: Action, wanted: Snapshot): string =>
  / ADD COLUMN .* STORED$/s.test(sql) &&
  produces.some((id) => attributesOf(keyOf(id), wanted).generated?.startsWith('virtual: '))
    ? sql.replace(/STORED$/, 'VIRTUAL')
    : sql;

/** From PostgreSQL 18 on NOT NULL of a domain is a constraint with a name, and may be said once. */
const withOneNotNull = (sql: string): string =>
  /^CREATE DOMAIN /.test(sql)
    ? sql.replace(/ NOT NULL(?=.* CONSTRAINT (?:"(?:[^"]|"")*") NOT NULL)/s, '')
    : sql;

/** Without a version the newest one comes. */
function withVersion(sql: string, { objects }: Snapshot): string {
  const [, name] = /^CREATE EXTENSION (?:IF NOT EXISTS )?"((?:[^"]|"")*)"/.exec(sql) ?? [];
  if (name === undefined || / VERSION /.test(sql)) return sql;
  const version = (objects[`extension ${name}`] ?? objects[`extension "${name}"`])?.attributes.version;
  return version === undefined ? sql : `${sql.replace(/;?\s*$/, '')} VERSION ${literal(version)}`;
}
