import { columnOf } from '../resolve/schema-names.ts';
import { nameKey } from '../resolve/words.ts';
import { fills } from '../understand/draft.ts';
import { cascades, dependentsOfColumn, standOn } from './cascade.ts';
import { checkSql } from './column.ts';
import { saysEmpty } from './empty-default.ts';
import { expressionSql } from './expression.ts';
import { keptBack } from './kept-back.ts';
import { at } from './outcome.ts';
import { type Builders, isAdded, placed, type Rule } from './rule.ts';
import { sqlOf } from './values.ts';

/** Requests about a column that is there. */
export const columnBuilders: Builders<
  'rename' | 'dropColumn' | 'setNotNull' | 'dropNotNull' | 'setDefault' | 'dropDefault' | 'check'
> = {
  rename(rule, { names, operations }) {
    const target = names.table(rule.table, [rule.from.text]);
    if (!target) return;
    const to = names.newName(rule.to);
    const now = target.is && columnOf(target.is, rule.from.text);
    const next = target.is?.columns.some((column) => column.name === to);
    if (next && now?.how !== 'exact' && now?.how !== 'spelling') {
      names.fulfilled.push(`${target.name}.${to} is there already and ${rule.from.text} is not`);
      return;
    }
    const column = names.column(target, rule.from);
    if (column === undefined) return;
    if (next) names.ask(`${target.name} has both ${column} and ${to}. What shall become of them?`);
    else operations.push({ op: 'rename_column', ...at(target), column, to });
  },
  dropColumn(rule, build) {
    const found = placed(rule, build, true);
    if (!found) return;
    const { target, column } = found;
    const successor = keptBack(rule, build);
    if (successor !== undefined) {
      build.names.assume(
        `${target.name}.${column} is not dropped here: it stays beside ${successor} until nothing reads or writes it any more, and a later migration drops it`,
      );
      return;
    }
    const [dependents, own] = target.is
      ? [dependentsOfColumn(target.is, column), standOn(target.is, column)]
      : [[], []];
    cascades(rule.cascade, `${target.name}.${column}`, dependents, build, own);
    build.operations.push({ op: 'drop_column', ...at(target), column });
  },
  setNotNull(rule, build) {
    const { names, operations, draft } = build;
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    if (!found) return;
    const { target, column } = found;
    const known = names.catalogColumn(target, column);
    if (known?.notNull) {
      names.fulfilled.push(`${target.name}.${column} is NOT NULL already`);
      return;
    }
    const filled = draft.fills.some(
      (fill) => fill.column !== undefined && nameKey(fill.column.text) === nameKey(column),
    );
    const given = draft.fills.find((one) => fills(one, column));
    const standard = draft.rules.find(
      (one): one is Rule<'setDefault'> =>
        one.kind === 'setDefault' && nameKey(one.column.text) === nameKey(column),
    );
    let fill =
      !filled && given?.expression
        ? expressionSql(given.expression, target, column, known?.type, names)
        : undefined;
    if (fill === undefined && !filled && standard && known) {
      fill = sqlOf(standard.value, known.type);
      if (fill !== undefined)
        names.assume(`rows of ${target.name} without ${column} get the new default, ${fill}`);
    }
    if (fill === undefined && !filled)
      names.assume(`no row of ${target.name} lacks ${column}; this is checked before anything changes`);
    operations.push({ op: 'set_not_null', ...at(target), column, ...(fill === undefined ? {} : { fill }) });
  },
  dropNotNull(rule, build) {
    const found = placed(rule, build);
    if (!found || isAdded(rule, build)) return;
    const { target, column } = found;
    if (build.names.catalogColumn(target, column)?.notNull === false) {
      build.names.fulfilled.push(`${target.name}.${column} takes NULL already`);
      return;
    }
    build.operations.push({ op: 'drop_not_null', ...at(target), column });
  },
  setDefault(rule, build) {
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    const type = found && build.names.catalogColumn(found.target, found.column)?.type;
    if (!found || type === undefined) return;
    const { text } = rule.value;
    const isValue = (one: string): boolean =>
      found.target.is?.constraints.some(({ definition }) => definition.includes(`'${one}'`)) === true;
    if (saysEmpty(rule.value, type, isValue)) {
      build.names.ask(
        `Shall ${found.target.name}.${found.column} default to the empty text, '', or to the word "${text}"?`,
      );
      return;
    }
    const value = sqlOf(rule.value, type);
    if (value === undefined) {
      build.names.ask(
        `${found.target.name}.${found.column} is ${type} and shall default to "${rule.value.text}", which is none. Which value is meant?`,
      );
    } else
      build.operations.push({ op: 'set_default', ...at(found.target), column: found.column, default: value });
  },
  dropDefault(rule, build) {
    const found = placed(rule, build);
    if (!found) return;
    if (build.names.catalogColumn(found.target, found.column)?.default === null) {
      build.names.fulfilled.push(`${found.target.name}.${found.column} has no default`);
    } else build.operations.push({ op: 'drop_default', ...at(found.target), column: found.column });
  },
  check(rule, build) {
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    if (!found) return;
    const type = build.names.catalogColumn(found.target, found.column)?.type ?? 'integer';
    const sql = checkSql(found.column, type, rule.facts.facts);
    if (sql === undefined) build.names.ask(`Which values may ${found.target.name}.${found.column} have?`);
    else build.operations.push({ op: 'add_check', ...at(found.target), check: sql });
  },
};
