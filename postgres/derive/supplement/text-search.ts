import { givenBack } from './owner.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

export const textSearchStatements: Writer = (difference, { objects }) => {
  const { object, kind, attribute, after } = difference;
  const created = makers[kind];
  if (created === undefined) return [];
  const address = `${kind.toUpperCase()} ${nameOf(difference)}`;
  const wanted = objects[object]?.attributes;
  if (wanted === undefined) return [`DROP ${address}`];
  if (attribute === 'owner') return givenBack(address, wanted);
  if (attribute === null)
    return after === null ? [...created(address, wanted), ...givenBack(address, wanted)] : [];
  if (attribute !== 'definition') return [];
  if (kind === 'text search dictionary')
    return [`ALTER ${address} (${changedOptions(wanted.definition, after)})`];
  if (kind !== 'text search configuration') return [];
  return [...mappings(address, after, 'DROP'), ...mappings(address, wanted.definition, 'ADD')];
};

type Maker = (address: string, wanted: Readonly<Record<string, string>>) => readonly string[];

const makers: Readonly<Record<string, Maker>> = {
  'text search configuration': (address, { parser, definition }) => [
    `CREATE ${address} (PARSER = ${parser})`,
    ...mappings(address, definition, 'ADD'),
  ],
  'text search dictionary': (address, { definition = '' }) => {
    const { template, options } = dictionary(definition);
    return [`CREATE ${address} (${[`TEMPLATE = ${template}`, ...options].join(', ')})`];
  },
  'text search parser': (address, { definition }) => [
    made(address, definition, ['START', 'GETTOKEN', 'END', 'HEADLINE', 'LEXTYPES']),
  ],
  'text search template': (address, { definition }) => [made(address, definition, ['INIT', 'LEXIZE'])],
};

/** Names of functions in the order of their options; `-` stands for none. */
function made(address: string, definition = '', options: readonly string[]): string {
  const functions = definition.split(' ');
  const given = options.flatMap((option, at) =>
    functions[at] === '-' ? [] : [`${option} = ${functions[at]}`],
  );
  return `CREATE ${address} (${given.join(', ')})`;
}

/** `pg_catalog.simple accept = 'false'` */
function dictionary(definition: string): { readonly template: string; readonly options: readonly string[] } {
  const [, template = '', rest = ''] = /^((?:"(?:[^"]|"")*"|[^ "])+) ?(.*)$/s.exec(definition) ?? [];
  return { template, options: rest === '' ? [] : [rest] };
}

/** A name without a value goes back to its default. */
function changedOptions(wanted = '', found: string | null): string {
  const names = (definition: string): string[] =>
    [...(dictionary(definition).options[0] ?? '').matchAll(/(?:^|, )(\w+) = /g)].map(([, name = '']) => name);
  const want = names(wanted);
  const reset = names(found ?? '').filter((name) => !want.includes(name));
  return [...dictionary(wanted).options, ...reset].join(', ');
}

/** Numbers of the default parser's tokens; another parser has other names, and none of ours fits. */
const tokens = [
  '',
  'asciiword',
  'word',
  'numword',
  'email',
  'url',
  'host',
  'sfloat',
  'version',
  'hword_numpart',
  'hword_part',
  'hword_asciipart',
  'blank',
  'tag',
  'protocol',
  'numhword',
  'asciihword',
  'hword',
  'url_path',
  'file',
  'float',
  'int',
  'uint',
  'entity',
];

/** `1: simple, 1: english_stem, 2: simple` */
function mappings(address: string, definition: string | null | undefined, change: 'ADD' | 'DROP'): string[] {
  const dictionaries = new Map<string, string[]>();
  for (const [, token = '', name = ''] of (definition ?? '').matchAll(
    /(\d+): ((?:"(?:[^"]|"")*"|[^,"])+)/g,
  )) {
    dictionaries.set(token, [...(dictionaries.get(token) ?? []), name]);
  }
  return [...dictionaries].map(([token, names]) =>
    change === 'DROP'
      ? `ALTER ${address} DROP MAPPING FOR ${tokens[Number(token)]}`
      : `ALTER ${address} ADD MAPPING FOR ${tokens[Number(token)]} WITH ${names.join(', ')}`,
  );
}
