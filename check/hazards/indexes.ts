import type { Catalog, Thing } from './catalog.ts';
import { readDefinition } from './definition.ts';
import { grouped } from './grouped.ts';

/** What an index's definition says. */
export interface IndexFacts {
  readonly table: string;
  /** Names of its columns in their order; null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly unique: boolean;
  readonly partial: boolean;
  readonly method: string;
  /** Its definition without its name. */
  readonly shape: string;
}

const identifier = '(?:"(?:[^"]|"")*"|[^\\s".(]+)';
/** `… INDEX name ON [ONLY] table`: all that has to be read of the indexes of other tables. */
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
  const node = readDefinition(definition);
  if (node === undefined || !('IndexStmt' in node)) return undefined;
  const { indexParams = [], unique, whereClause, accessMethod = 'btree' } = node.IndexStmt;
  const made: IndexFacts = {
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

export interface Index extends IndexFacts {
  readonly thing: Thing;
}

const byTable = new WeakMap<Catalog, ReadonlyMap<string, readonly Thing[]>>();

/** Whose index it is, is told by the beginning of its text: only those of the table are read whole. */
export function indexesOn(catalog: Catalog, table: Thing): Index[] {
  const known = byTable.get(catalog) ?? grouped(catalog.all('indexes'), tableOf);
  byTable.set(catalog, known);
  return (known.get(table.name) ?? []).flatMap((thing) => {
    const read = indexOf(thing);
    return read === undefined ? [] : [{ ...read, thing }];
  });
}

const tableOf = ({ attributes }: Thing): string => head.exec(attributes.definition ?? '')?.[1] ?? '';
