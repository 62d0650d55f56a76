import type { RangeVar } from 'libpg-query';
import { splitStatements } from '../../postgres/script/index.ts';
import type { Catalog, Thing } from './catalog.ts';
import { keyOf } from './names.ts';

/** What an index's definition says. */
export interface IndexFacts {
  /** By its parts, for comparing. */
  readonly tableKey: string;
  readonly table: string;
  /** Names of its columns in their order; null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly unique: boolean;
  readonly partial: boolean;
  readonly method: string;
  /** Its definition without its name. */
  readonly shape: string;
}

/** `… INDEX name ON [ONLY] table`: all that has to be read of the indexes of other tables. */
const identifier = '(?:"(?:[^"]|"")*"|[^\\s".(]+)';
const head = new RegExp(
  `^CREATE (?:UNIQUE )?INDEX ${identifier} ON (?:ONLY )?(${identifier}\\.${identifier}) `,
);

const facts = new WeakMap<Thing, IndexFacts>();

/** Undefined where the grammar cannot read it. */
export function indexOf(index: Thing): IndexFacts | undefined {
  const known = facts.get(index);
  if (known !== undefined) return known;
  const { definition = '' } = index.attributes;
  const [matched = '', table = ''] = head.exec(definition) ?? [];
  const [node] = splitStatements(definition).map((one) => one.node);
  if (node === undefined || !('IndexStmt' in node)) return undefined;
  const { relation, indexParams = [], unique, whereClause, accessMethod = 'btree' } = node.IndexStmt;
  const made: IndexFacts = {
    tableKey: keyOfRelation(relation),
    table,
    columns: indexParams.map((item) => ('IndexElem' in item ? (item.IndexElem.name ?? null) : null)),
    unique: unique === true,
    partial: whereClause !== undefined,
    method: accessMethod,
    shape: definition.slice(matched.length),
  };
  facts.set(index, made);
  return made;
}

const keyOfRelation = (relation: RangeVar | undefined): string =>
  keyOf([relation?.schemaname ?? '', relation?.relname ?? '']);

export interface Index extends IndexFacts {
  readonly thing: Thing;
}

/** The indexes of a table. Those of other tables are told by the beginning of their text. */
export function indexesOn(catalog: Catalog, table: Thing): Index[] {
  return catalog.all('indexes').flatMap((thing) => {
    if (head.exec(thing.attributes.definition ?? '')?.[1] !== table.name) return [];
    const read = indexOf(thing);
    return read === undefined ? [] : [{ ...read, thing }];
  });
}
