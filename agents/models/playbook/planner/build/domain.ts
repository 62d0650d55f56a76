import { checkSql } from './column.ts';
import type { Build } from './outcome.ts';
import { both } from './outcome.ts';
import type { Rule } from './rule.ts';
import { sqlOf } from './values.ts';

/** Stands for VALUE where a check is made as for a column. */
const placeholder = 'value';

/** A domain: a type with conditions of its own. */
export function domain({ name, type, facts, check }: Rule<'domain'>, { names, operations }: Build): void {
  const called = names.newName(name);
  const said = checkSql(placeholder, type, facts)?.replace(/"value"/g, 'VALUE');
  const checks = [said, check].filter((one) => one !== undefined);
  const standard = facts.default && sqlOf(facts.default, type);
  if (facts.default && standard === undefined) {
    names.ask(
      `The domain ${called} is ${type} and shall default to "${facts.default.text}". Which value is meant?`,
    );
    return;
  }
  operations.push({
    op: 'create_domain',
    name: called,
    schema: name.table ?? 'public',
    type,
    ...(facts.notNull ? { notNull: true } : {}),
    ...(standard === undefined ? {} : { default: standard }),
    ...(checks.length === 0 ? {} : { checks: [{ check: both(checks) }] }),
  });
}
