import type { CatalogConstraint, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { ident, literal } from '../../../../../postgres/sql.ts';
import { displayName } from '../resolve/schema-names.ts';
import type { RuleDraft } from '../understand/rule-draft.ts';
import { cascades } from './cascade.ts';
import { checkSql } from './column.ts';
import { meantBy } from './meant-by.ts';
import { at, type Build } from './outcome.ts';
import type { Target } from './resolver.ts';
import { type Builders, isAdded, placed, placedAll } from './rule.ts';

const sameColumns = (a: readonly (string | null)[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join();

export const ofKind = (
  { is }: Target,
  kind: CatalogConstraint['kind'] | undefined,
  columns: readonly string[],
): readonly CatalogConstraint[] =>
  (is?.constraints ?? []).filter(
    (one) =>
      (kind === undefined ? one.kind !== 'not null' : one.kind === kind) && sameColumns(one.columns, columns),
  );

/** The constraint that a name or the columns tell, with its table; a question where they tell none or several. */
function constraintMeant(
  rule: Extract<RuleDraft, { kind: 'dropConstraint' }>,
  build: Build,
): { table: Target; name: string } | undefined {
  const { names, catalog } = build;
  if (rule.name) {
    const { text } = rule.name;
    const owner = rule.table && names.table(rule.table, [], true);
    if (rule.table && !owner) return undefined;
    const tables: readonly CatalogTable[] = owner?.is ? [owner.is] : catalog.tables;
    const found = tables.filter(({ constraints }) => constraints.some((one) => one.name === text));
    const [only] = found;
    if (only && found.length === 1) return { table: names.asTarget(only), name: text };
    if (only)
      return names.ask(`Which table's constraint ${text} is meant: ${found.map(displayName).join(', ')}?`);
    const known = tables.flatMap(({ constraints }) => constraints.map((one) => one.name));
    return names.ask(
      `There is no constraint "${text}"${owner ? ` on ${owner.name}` : ''}.${meantBy(text, known)}`,
    );
  }
  const placedAt = placedAll(rule, build, true);
  if (!placedAt) return undefined;
  const { target, columns } = placedAt;
  const said = `${rule.of ?? 'constraint'}${rule.of ? ' constraint' : ''} on (${columns.join(', ')})`;
  const found = ofKind(target, rule.of, columns);
  const [only] = found;
  if (only && found.length === 1) return { table: target, name: only.name };
  if (only)
    return names.ask(
      `${target.name} has ${found.map((one) => `${one.name} ${one.definition}`).join(' and ')}. Which of them shall go?`,
    );
  return names.ask(`${target.name} has no ${said}. Which is meant?`);
}

/** The one check of a column, or a question. */
function checkOf(target: Target, column: string, { names }: Build): CatalogConstraint | undefined {
  const checks = ofKind(target, 'check', [column]);
  const [only] = checks;
  if (only && checks.length === 1) return only;
  return names.ask(
    only
      ? `${target.name}.${column} has ${checks.map((one) => `${one.name} ${one.definition}`).join(' and ')}. Which of them shall change?`
      : `${target.name}.${column} has no check. Which values may it have?`,
  );
}

/** What needs a constraint, by itself or by its index. */
const dependentsOf = ({ table: { is }, name }: { table: Target; name: string }): readonly string[] =>
  [...(is?.constraints ?? []), ...(is?.indexes ?? [])]
    .filter((one) => one.name === name)
    .flatMap(({ dependents = [] }) => dependents);

const replace = (target: Target, old: CatalogConstraint, check: string, { operations }: Build): void => {
  operations.push({ op: 'drop_constraint', ...at(target), name: old.name });
  operations.push({ op: 'add_check', ...at(target), check });
};

/** Requests about constraints that are there. */
export const constraintBuilders: Builders<
  'dropConstraint' | 'validateConstraint' | 'replaceCheck' | 'allowValue' | 'primaryKey'
> = {
  dropConstraint(rule, build) {
    if (rule.of === 'unique' && !rule.name && dropUniqueIndex(rule, build)) return;
    const found = constraintMeant(rule, build);
    if (!found) return;
    cascades(rule.cascade, found.name, dependentsOf(found), build);
    build.operations.push({ op: 'drop_constraint', ...at(found.table), name: found.name });
  },
  validateConstraint({ table, name }, build) {
    const meant = { kind: 'dropConstraint', of: undefined, name, table, columns: [] } as const;
    const found = constraintMeant(meant, build);
    if (!found) return;
    const known = found.table.is?.constraints.find((one) => one.name === found.name);
    if (known?.validated) build.names.fulfilled.push(`${found.name} is validated already`);
    else build.operations.push({ op: 'validate_constraint', ...at(found.table), name: found.name });
  },
  replaceCheck(rule, build) {
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    if (!found) return;
    const { target, column } = found;
    const type = build.names.catalogColumn(target, column)?.type ?? 'integer';
    const check = checkSql(column, type, rule.facts.facts);
    if (check === undefined) {
      build.names.ask(`Which values may ${target.name}.${column} have?`);
      return;
    }
    const old = checkOf(target, column, build);
    if (!old) return;
    build.names.assume(`the new condition takes the place of ${old.name}, ${old.definition}, as a whole`);
    replace(target, old, check, build);
  },
  allowValue(rule, build) {
    if (isAdded(rule, build)) return;
    const found = placed(rule, build);
    if (!found) return;
    const { target, column } = found;
    const type = build.names.catalogColumn(target, column)?.type;
    const own = build.catalog.enums.find(({ schema, name }) => type === name || type === `${schema}.${name}`);
    if (own?.labels.includes(rule.value)) {
      build.names.fulfilled.push(`${own.name} has the value ${rule.value} already`);
    } else if (own) {
      build.names.assume(
        `"${rule.value}" becomes a value of the enum ${own.name}, the type of ${target.name}.${column}`,
      );
      build.operations.push({ op: 'add_enum_value', name: own.name, schema: own.schema, value: rule.value });
    } else {
      const old = checkOf(target, column, build);
      if (!old) return;
      const list = /= ANY \(\(?ARRAY\[(.*?)\]/.exec(old.definition)?.[1];
      const values = [...(list ?? '').matchAll(/'((?:[^']|'')*)'/g)].map(([, one = '']) =>
        one.replaceAll("''", "'"),
      );
      if (values.length === 0)
        build.names.ask(`${old.name} of ${target.name} is ${old.definition}. What shall it be then?`);
      else if (values.includes(rule.value))
        build.names.fulfilled.push(`${target.name}.${column} may be ${rule.value} already`);
      else
        replace(
          target,
          old,
          `${ident(column)} in (${[...values, rule.value].map((one) => literal(one)).join(', ')})`,
          build,
        );
    }
  },
  primaryKey(rule, build) {
    const found = placedAll(rule, build);
    if (!found) return;
    const { target, columns } = found;
    const key = target.is?.primaryKey ?? [];
    const goes = build.operations.some(
      (one) =>
        one.op === 'drop_constraint' &&
        one.table === target.name &&
        target.is?.constraints.some(({ kind, name }) => kind === 'primary key' && name === one.name),
    );
    if (key.join() === columns.join() && !goes)
      build.names.fulfilled.push(`(${columns.join(', ')}) is the primary key of ${target.name} already`);
    else if (key.length > 0 && !goes)
      build.names.ask(
        `${target.name} has the primary key (${key.join(', ')}). Shall (${columns.join(', ')}) replace it?`,
      );
    else
      build.operations.push({
        op: 'add_primary_key',
        ...at(target),
        columns: [...columns],
        ...(rule.name === undefined ? {} : { name: rule.name }),
      });
  },
};

/** What is unique by an index alone has no constraint that could go. */
function dropUniqueIndex(rule: Extract<RuleDraft, { kind: 'dropConstraint' }>, build: Build): boolean {
  const found = placedAll(rule, build, true);
  if (!found || ofKind(found.target, 'unique', found.columns).length > 0) return false;
  const index = found.target.is?.indexes.find((one) => one.unique && sameColumns(one.columns, found.columns));
  const key = found.target.is?.primaryKey ?? [];
  if (!index || sameColumns(key, found.columns)) return false;
  build.operations.push({ op: 'drop_index', schema: found.target.schema, name: index.name });
  return true;
}
