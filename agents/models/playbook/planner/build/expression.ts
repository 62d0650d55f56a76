import { expressionFault } from '../../../../../postgres/operations/syntax.ts';
import { ident } from '../../../../../postgres/sql.ts';
import type { Expression } from '../expressions/read.ts';
import type { Resolver, Target } from './resolver.ts';
import { isWhole, sqlOf } from './values.ts';

/** SQL of a calculation over the rows of a table; undefined where a question is open. */
export function expressionSql(
  expression: Expression,
  target: Target,
  column: string,
  type: string | undefined,
  resolver: Resolver,
): string | undefined {
  const at = `${target.name}.${column}`;
  if (expression.kind === 'sql') {
    const sql = expression.sql.trim().replace(/;$/, '').trim();
    const fault = expressionFault(sql);
    return fault === null
      ? sql
      : resolver.ask(
          `The calculation of ${at}, \`${sql}\`, is not one SQL expression: ${fault}. How is it meant?`,
        );
  }
  if (expression.kind === 'literal') {
    const sql = sqlOf(expression.literal, type ?? 'text');
    return (
      sql ??
      resolver.ask(
        `${at} is ${type} and shall become "${expression.literal.text}", which is none. Which value is meant?`,
      )
    );
  }
  let { sql } = expression;
  let divides = expression.divides;
  for (const [mark, name] of Object.entries(expression.columns)) {
    const known = resolver.column(target, name);
    if (known === undefined) return undefined;
    divides &&= isWhole(resolver.catalogColumn(target, known)?.type ?? '');
    sql = sql.replaceAll(`$${mark}`, /^[a-z_][a-z0-9_]*$/.test(known) ? known : ident(known));
  }
  if (divides) resolver.assume(`${at}: ${sql} divides whole numbers, so fractions are cut off`);
  resolver.assume(`${at} is calculated as ${sql}`);
  return sql;
}
