import { SqlSyntaxError, splitStatements } from '../../../../../../postgres/script/index.ts';
import type { Reference } from '../../attributes/spec.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import {
  type Model,
  type ModelCheck,
  type ModelColumn,
  type ModelIndex,
  quoted,
  type Schema,
} from '../models/index.ts';
import { columnDefinition, referenceOf, stringsOf } from './column-definition.ts';
import { behind, bracketed, listed, meaningful, textOf } from './parts.ts';

/** `CREATE TABLE` statements as the models that they are; undefined where one says more, or stands beside others. */
export function sqlSchema(text: string, context: ReadingContext): Schema | undefined {
  try {
    const models = splitStatements(text).map(({ node, sql }) =>
      'CreateStmt' in node ? modelOf(sql, node.CreateStmt, context) : undefined,
    );
    return models.length > 0 && models.every((model) => model !== undefined)
      ? { models, enums: [] }
      : undefined;
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined;
    throw error;
  }
}

type CreateStmt = Extract<
  ReturnType<typeof splitStatements>[number]['node'],
  { CreateStmt: unknown }
>['CreateStmt'];

const keySql = ({ table, column, onDelete, onUpdate }: Reference): string =>
  [
    `REFERENCES ${table}${column === undefined ? '' : ` (${column})`}`,
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete.toUpperCase()}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
  ].join(' ');

function modelOf(
  sql: string,
  { relation, tableElts = [], inhRelations, partspec }: CreateStmt,
  context: ReadingContext,
): Model | undefined {
  const parts = listed(bracketed(meaningful(sql))?.inside ?? []);
  const table = relation?.relname;
  if (table === undefined || inhRelations || partspec || parts.length !== tableElts.length) return undefined;
  const columns: ModelColumn[] = [];
  const indexes: ModelIndex[] = [];
  const checks: ModelCheck[] = [];
  let primaryKey: readonly string[] | undefined;
  for (const [at, node] of tableElts.entries()) {
    const tokens = meaningful(textOf(parts[at] ?? []));
    if ('ColumnDef' in node) {
      const read = columnDefinition(node.ColumnDef, tokens, context);
      if (!read || read.facts.facts.generated !== undefined) return undefined;
      const {
        type = '',
        notNull,
        unique,
        primaryKey: key,
        identity,
        references,
        default: value,
      } = read.facts.facts;
      columns.push({
        name: read.name.text,
        written: true,
        type,
        notNull: notNull === true || key === true,
        rest: [
          ...(key ? ['PRIMARY KEY'] : []),
          ...(identity === 'serial' ? ['SERIAL'] : []),
          ...(identity === undefined || identity === 'serial'
            ? []
            : [`GENERATED ${identity.toUpperCase()} AS IDENTITY`]),
          ...(unique ? ['UNIQUE'] : []),
          ...(value === undefined ? [] : [`DEFAULT ${value.text}`]),
          ...(references === undefined ? [] : [keySql(references)]),
        ],
      });
      checks.push(...read.checks);
      continue;
    }
    if (!('Constraint' in node)) return undefined;
    const { contype, conname, keys, fk_attrs } = node.Constraint;
    const called = conname === undefined ? {} : { name: conname };
    const own = stringsOf(keys);
    if (contype === 'CONSTR_PRIMARY') primaryKey = own;
    else if (contype === 'CONSTR_UNIQUE')
      indexes.push({ columns: own, unique: true, constraint: true, ...called });
    else if (contype === 'CONSTR_CHECK') {
      const inside = bracketed(tokens, behind(tokens, ['check']))?.inside;
      if (!inside) return undefined;
      checks.push({ ...called, check: textOf(inside) });
    } else if (contype === 'CONSTR_FOREIGN') {
      const [first, ...others] = stringsOf(fk_attrs);
      const references = referenceOf(node.Constraint);
      const index = columns.findIndex(({ name }) => name === first);
      const column = columns[index];
      if (!references || others.length > 0 || !column) return undefined;
      columns[index] = { ...column, rest: [...column.rest, keySql(references)] };
    } else return undefined;
  }
  return {
    model: table,
    table:
      relation?.schemaname && relation.schemaname !== 'public'
        ? `${relation.schemaname}.${quoted(table)}`
        : table,
    named: true,
    columns,
    indexes,
    checks,
    ...(primaryKey ? { primaryKey } : {}),
  };
}
