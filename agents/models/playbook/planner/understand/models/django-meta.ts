import { literalSql, type ModelCheck, type ModelIndex, optionsOf, partsOf, textIn } from './model.ts';

/** Of the application: how it is spoken of, sorted and permitted. */
const idle: ReadonlySet<string> = new Set(
  'ordering verbose_name verbose_name_plural app_label get_latest_by permissions default_related_name managed'.split(
    ' ',
  ),
);

export interface Meta {
  readonly table: string | undefined;
  /** No table of its own: its columns are those of each model that is made of it. */
  readonly abstract: boolean;
  readonly indexes: readonly ModelIndex[];
  readonly checks: readonly ModelCheck[];
}

/** `class Meta:`; undefined where it says something that is not known. */
export function metaOf(lines: readonly string[]): Meta | undefined {
  let table: string | undefined;
  let abstract = false;
  const indexes: ModelIndex[] = [];
  const checks: ModelCheck[] = [];
  for (const line of lines) {
    const [, option = '', said = ''] = /^(\w+) = (.+)$/.exec(line) ?? [];
    if (idle.has(option)) {
      if (option === 'managed' && said !== 'True') return undefined;
    } else if (option === 'abstract') abstract = said === 'True';
    else if (option === 'db_table') {
      table = textIn(said);
      if (table === undefined || !/^\w+$/.test(table)) return undefined;
    } else if (option === 'indexes' || option === 'constraints') {
      for (const part of listOf(said) ?? ['']) {
        const read = part === '' ? undefined : entryOf(part);
        if (read === undefined) return undefined;
        if ('check' in read) checks.push(read);
        else indexes.push(read);
      }
    } else if (option === 'unique_together' || option === 'index_together') {
      const items = listOf(said);
      const groups = items?.every((item) => /^[([]/.test(item)) ? items.map(listOf) : [items];
      for (const group of groups) {
        const columns = names(group);
        if (!columns) return undefined;
        indexes.push(
          option === 'unique_together'
            ? { columns, unique: true, constraint: true }
            : { columns, unique: false },
        );
      }
    } else return undefined;
  }
  return { table, abstract, indexes, checks };
}

const listOf = (text: string): readonly string[] | undefined => {
  const inside = /^[([]([\s\S]*)[)\]]$/.exec(text.trim())?.[1];
  return inside === undefined ? undefined : partsOf(inside);
};

/** `["owner", "-created"]` as keys of an index. */
function names(items: readonly string[] | undefined): readonly string[] | undefined {
  const keys = items?.map((item) => textIn(item));
  if (!keys || keys.length === 0 || !keys.every((key) => key !== undefined && /^-?\w+$/.test(key)))
    return undefined;
  return keys.map((key) => (key?.startsWith('-') ? `${key.slice(1)} DESC` : (key ?? '')));
}

const operators: Readonly<Record<string, string>> = { gte: '>=', gt: '>', lte: '<=', lt: '<', exact: '=' };

const methods: Readonly<Record<string, string>> = {
  GinIndex: 'gin',
  GistIndex: 'gist',
  BrinIndex: 'brin',
  HashIndex: 'hash',
};

/** An index, or a condition; undefined where it says more. */
function entryOf(part: string): ModelIndex | ModelCheck | undefined {
  const [, kind = '', inside = ''] = /^(?:models\.)?(\w+)\((.*)\)$/s.exec(part) ?? [];
  const options = optionsOf(inside);
  if (!options) return undefined;
  const known = kind === 'CheckConstraint' ? ['check', 'condition', 'name'] : ['fields', 'name'];
  const method = methods[kind];
  if ([...options.keys()].some((option) => !known.includes(option))) return undefined;
  const called = textIn(options.get('name'));
  const name = called === undefined || !/^\w+$/.test(called) ? {} : { name: called };
  if (method !== undefined) {
    const columns = names(listOf(options.get('fields') ?? ''));
    return columns && { columns, unique: false, method, ...name };
  }
  if (kind === 'Index' || kind === 'UniqueConstraint') {
    const columns = names(listOf(options.get('fields') ?? ''));
    return (
      columns &&
      (kind === 'Index'
        ? { columns, unique: false, ...name }
        : { columns, unique: true, constraint: true, ...name })
    );
  }
  const condition = options.get('check') ?? options.get('condition') ?? '';
  const [, field, operator = 'exact', value = ''] =
    /^(?:models\.)?Q\((\w+?)(?:__(gte|gt|lte|lt|exact))?\s*=\s*([^,()]+)\)$/.exec(condition) ?? [];
  const literal = literalSql(value);
  if (kind !== 'CheckConstraint' || field === undefined || literal === undefined) return undefined;
  return { check: `${field} ${operators[operator]} ${literal}`, ...name };
}
