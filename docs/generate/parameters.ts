import { z } from 'zod';
import { type OperationKind, operations } from '../../postgres/operations/index.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
}

/** A table of what an operation takes, from its Zod schema: the same that a model reads. */
export function parameterTable(kind: OperationKind): string {
  const schema = z.toJSONSchema(operations[kind].params, { io: 'input', unrepresentable: 'any' }) as Schema;
  const rows = rowsOf(schema, '').filter(([name]) => name !== '`op`');
  return ['| parameter | type | |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join(
    '\n',
  );
}

function rowsOf({ properties = {}, required = [] }: Schema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([name, one]) => {
    const path = `${prefix}${name}`;
    const said = [
      required.includes(name) ? 'required' : '',
      cell(one.description ?? ''),
      one.default === undefined || isEmpty(one.default) ? '' : `default ${code(JSON.stringify(one.default))}`,
    ];
    const inner = one.items ?? one;
    const objects = [inner, ...(inner.anyOf ?? [])].filter(({ properties: own }) => own !== undefined);
    return [
      [code(path), typeOf(one), said.filter((part) => part !== '').join('; ')],
      ...objects.flatMap((object) => rowsOf(object, `${path}${one.items === undefined ? '.' : '[].'}`)),
    ];
  });
}

function typeOf({ type, enum: values, anyOf, items, const: only }: Schema): string {
  if (values !== undefined) return values.map(code).join(', ');
  if (only !== undefined) return code(String(only));
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeOf(items)}`;
  return type ?? 'any';
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const code = (text: string): string => `\`${cell(text)}\``;
/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
