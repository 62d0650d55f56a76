import { nameKey } from '../../resolve/words.ts';
import type { Model, ModelColumn, Schema } from './model.ts';

/*
 * `erDiagram` of Mermaid: entities with their attributes. What a foreign key refers to its name says, and the line
 * between the entities.
 */

const types: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'integer',
  bool: 'boolean',
  datetime: 'timestamptz',
  timestamp: 'timestamptz',
  float: 'double precision',
  double: 'double precision',
  json: 'jsonb',
};
const relation = /^"?([\w-]+)"?\s+[|}o][|o}]?[|o{}]?(?:--|\.\.)[|o{}]{1,2}\s+"?([\w-]+)"?\s*(?::.*)?$/;
const attribute =
  /^([\w-]+(?:\([\d,]+\))?(?:\[\])?)\s+(\w+)((?:\s*,?\s*\b(?:PK|FK|UK)\b)*)\s*(?:"([^"]*)")?$/;

export function mermaidSchema(text: string): Schema | undefined {
  if (!/^\s*(?:---[\s\S]*?---\s*)?erDiagram\b/.test(text)) return undefined;
  const code = text.replace(/^\s*(?:---[\s\S]*?---\s*)?erDiagram\b/, '').replace(/%%[^\n]*/g, '');
  const pairs: (readonly [string, string])[] = [];
  const entities: { readonly name: string; readonly lines: readonly string[] }[] = [];
  const outside = code.replace(
    /"?([\w-]+)"?(?:\[[^\]]*\])?\s*\{\s*\n([\s\S]*?)\n\s*\}/g,
    (_, name: string, body: string) => {
      entities.push({
        name,
        lines: body
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      });
      return '';
    },
  );
  for (const line of outside.split('\n').map((one) => one.trim())) {
    if (line === '' || /^(?:direction|title|accTitle|accDescr)\b/.test(line)) continue;
    const [, from, to] = relation.exec(line) ?? [];
    if (from === undefined || to === undefined) return undefined;
    pairs.push([from, to], [to, from]);
  }
  const models = entities.map(({ name, lines }): Model | undefined => {
    const others = pairs.filter(([from]) => from === name).map(([, to]) => to);
    const columns = lines.map((line) => columnOf(line, others));
    return columns.every((column) => column !== undefined) && columns.length > 0
      ? {
          model: name,
          table: name.toLowerCase(),
          named: false,
          columns,
          indexes: [],
          notes: columns
            .filter(({ type }) => type === 'timestamptz')
            .map((one) => `${name}.${one.name}: a moment of the diagram is read as timestamptz`),
        }
      : undefined;
  });
  return models.length > 0 && models.every((model) => model !== undefined)
    ? { models, enums: [] }
    : undefined;
}

function columnOf(line: string, others: readonly string[]): ModelColumn | undefined {
  const [, written = '', name = '', marks = ''] = attribute.exec(line) ?? [];
  if (name === '') return undefined;
  const noun = nameKey(name.replace(/_?id$/i, ''));
  const target = /\bFK\b/.test(marks)
    ? others.find(
        (one) => nameKey(one.toLowerCase()) === noun || nameKey(one.toLowerCase()).endsWith(`_${noun}`),
      )
    : undefined;
  if (/\bFK\b/.test(marks) && target === undefined) return undefined;
  return {
    name,
    type: types[written.toLowerCase()] ?? written,
    notNull: /\bPK\b/.test(marks),
    rest: [
      ...(/\bPK\b/.test(marks) ? ['PRIMARY KEY'] : []),
      ...(/\bUK\b/.test(marks) ? ['UNIQUE'] : []),
      ...(target === undefined ? [] : [`REFERENCES ${target}`]),
    ],
  };
}
