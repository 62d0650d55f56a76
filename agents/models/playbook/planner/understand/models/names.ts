import { tokenize } from '../../../../../../postgres/operations/tokens.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { camelCase, tableNameOf } from '../../resolve/convention.ts';
import { columnOf } from '../../resolve/schema-names.ts';
import { nameKey, snakeCase, wordsOf } from '../../resolve/words.ts';
import { type Model, type ModelColumn, type ModelIndex, quoted, type Schema } from './index.ts';

/*
 * What a model does not say of the names of its table and columns, the schema does: the one table that fits in case and
 * number, else a new one, and columns in the case that the schema has.
 */

type Names = ReadonlyMap<string, string>;

/** The snippet with the names that the database has, or will have. */
export function withNames(schema: Schema, context: ReadingContext): Schema {
  const tables = new Map(schema.models.map((model) => [model, tableOf(model, context)]));
  const columns = new Map(
    schema.models.map((model) => [model, columnNames(model, tables.get(model)?.name ?? '', context)]),
  );
  return {
    ...schema,
    models: schema.models.map((model) => {
      const { name, note, question } = tables.get(model) ?? { name: model.table };
      const own = columns.get(model) ?? new Map();
      const { camelColumns } = context.names.convention;
      const notes = [...own].flatMap(([from, to]) =>
        from === to || context.names.knownTable(name)?.columns.some((one) => one.name === to)
          ? []
          : [
              `"${from}" is written ${to}, in ${camelColumns ? 'camel' : 'snake'} case like the rest of the schema`,
            ],
      );
      return {
        ...renamed(model, own, (to, key) => {
          const target = schema.models.find((one) => one.model === to || one.table === to);
          return (target && columns.get(target)?.get(key)) ?? key;
        }),
        table: name,
        named: true,
        questions: [...(model.questions ?? []), ...(question === undefined ? [] : [question])],
        notes: [...(note === undefined ? [] : [note]), ...notes, ...(model.notes ?? [])],
      };
    }),
  };
}

interface TableName {
  readonly name: string;
  readonly note?: string;
  readonly question?: string;
}

function tableOf({ model, table, named, framework }: Model, { names }: ReadingContext): TableName {
  const known = names.knownTable(table);
  if (known || named) return { name: table };
  const found = names.table(table);
  if (found.how === 'several')
    return {
      name: table,
      question: `Which table is that of the model ${model}: ${found.names.join(', ')}? The snippet does not say it.`,
    };
  const key = nameKey(model);
  // Django has the name of the application in front.
  const behind = names.tables.filter(({ name }) => nameKey(name).endsWith(`_${key}`));
  const [only] = behind;
  if (framework === 'django' && only && behind.length === 1)
    return { name: only.name, note: `the model ${model} is the table ${only.name}` };
  const own = tableNameOf(wordsOf(table).length > 0 ? table : model, names.convention);
  return {
    name: own,
    note: `the table of the model ${model} is called ${own}, as the schema names its tables: the snippet does not say it`,
  };
}

function columnNames({ columns }: Model, table: string, { names }: ReadingContext): Names {
  const { camelColumns } = names.convention;
  const known = names.knownTable(table);
  return new Map(
    columns.map(({ name, written }) => {
      const there = known && columnOf(known, name);
      if (there?.how === 'exact' || there?.how === 'spelling') return [name, there.is.name];
      if (written || /^[a-z_][a-z0-9_]*$/.test(name)) return [name, name];
      return [name, camelColumns ? camelCase(name) : snakeCase(name)];
    }),
  );
}

const reference = /^((?:CONSTRAINT \S+ )?REFERENCES )(\w+) \((\w+)\)/;

function renamed(model: Model, names: Names, keyOf: (to: string, key: string) => string): Model {
  const column = (one: ModelColumn): ModelColumn => ({
    ...one,
    name: names.get(one.name) ?? one.name,
    rest: one.rest.map((part) => {
      const [, head, to = '', key = ''] = reference.exec(part) ?? [];
      if (head === undefined) return part;
      const own = to === 'self' ? (names.get(key) ?? key) : keyOf(to, key);
      return part.replace(reference, `${head}${to} (${own})`);
    }),
  });
  const key = (text: string): string =>
    text.startsWith('(') ? inSql(text, names) : text.replace(/^\w+/, (own) => names.get(own) ?? own);
  const index = (one: ModelIndex): ModelIndex => ({
    ...one,
    columns: one.columns.map(key),
    ...(one.where === undefined ? {} : { where: inSql(one.where, names) }),
  });
  return {
    ...model,
    columns: model.columns.map(column),
    indexes: model.indexes.map(index),
    ...(model.checks
      ? { checks: model.checks.map((one) => ({ ...one, check: inSql(one.check, names) })) }
      : {}),
    ...(model.keys
      ? {
          keys: model.keys.map((one) => ({
            ...one,
            columns: one.columns.map(key),
            others: one.others.map((other) => keyOf(one.to, other)),
          })),
        }
      : {}),
    ...(model.primaryKey ? { primaryKey: model.primaryKey.map(key) } : {}),
  };
}

/** SQL over the row, with the names of the database. */
const inSql = (sql: string, names: Names): string =>
  tokenize(sql)
    .map(({ kind, text }) => {
      const own = kind === 'name' ? names.get(text.replace(/^"(.*)"$/, '$1')) : undefined;
      return own === undefined ? text : quoted(own);
    })
    .join('');
