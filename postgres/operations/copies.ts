import type { Catalog, CatalogConstraint, CatalogTable } from '../catalog/catalog.ts';
import { derivedName, ident } from '../sql.ts';
import { type SayAgain, saidOr } from './label-condition.ts';
import { constraintNames, ownIndexes, relationNames } from './lookup.ts';
import { fromKeyword, mentionsColumn, renameColumns } from './tokens.ts';

/** A constraint or index that holds for another column just as for the one it was made for. */
export interface Copy {
  readonly name: string;
  /** CHECK (…), FOREIGN KEY …, or what follows the table's name in CREATE INDEX. */
  readonly definition: string;
  readonly columns: readonly string[];
  readonly source: string;
}

export interface UniqueCopy extends Copy {
  /** ` DEFERRABLE INITIALLY DEFERRED` or nothing. */
  readonly suffix: string;
}

export interface Copies {
  /** At most one; there it is an index that may become the key. */
  readonly primaryKeys: readonly UniqueCopy[];
  readonly checks: readonly Copy[];
  readonly foreignKeys: readonly (Copy & { readonly references: CatalogConstraint['references'] })[];
  readonly uniques: readonly UniqueCopy[];
  readonly indexes: readonly (Copy & { readonly unique: boolean })[];
}

/** Columns of the table that have a second one each: what stands on several of them is copied once, with the last. */
export interface Companions {
  /** Columns that have theirs already. */
  readonly earlier: ReadonlyMap<string, string>;
  readonly later: readonly string[];
}

/**
 * What stands on column `from`, written for column `to`. Names follow the column's where they hold it. `says`: what
 * checks and indexes say of its values is said in other words.
 */
export function copiesFor(
  catalog: Catalog,
  table: CatalogTable,
  from: string,
  to: string,
  { earlier, later }: Companions = { earlier: new Map(), later: [] },
  says?: SayAgain,
): Copies {
  const taken = new Set([...constraintNames(table), ...relationNames(catalog, table.schema)]);
  const named = (source: string): string => {
    const renamed = replaceWord(source, from, to);
    const name = derivedName(renamed === source ? [source, to] : [renamed], taken);
    taken.add(name);
    return name;
  };
  const next = new Map([...earlier, [from, to]]);
  const renames = new Map([...next].map(([column, second]) => [column, ident(second)]));
  const waits = (columns: readonly (string | null)[], sql: string): boolean =>
    later.some((column) => columns.includes(column) || mentionsColumn(sql, column));
  const rewrite = (sql: string): string => renameColumns(sql, renames);
  const columnsOf = (columns: readonly (string | null)[]): string[] =>
    columns.flatMap((column) => (column === null ? [] : [next.get(column) ?? column]));
  const own = table.constraints.filter(
    // What a foreign key refers to may have the same name; one to a partitioned table brings those to its partitions.
    ({ kind, columns, definition, inherited }) =>
      kind === 'foreign key'
        ? columns.includes(from) && !inherited && !waits(columns, '')
        : (columns.includes(from) || mentionsColumn(definition, from)) && !waits(columns, definition),
  );
  const ofKind = (kind: CatalogConstraint['kind']): CatalogConstraint[] =>
    own.filter((one) => one.kind === kind);
  const uniqueCopy = ({ name, columns, definition }: CatalogConstraint): UniqueCopy => ({
    source: name,
    name: named(name),
    definition: rewrite(indexTail(table.indexes.find((index) => index.name === name)?.definition ?? '')),
    columns: columnsOf(columns),
    suffix: / DEFERRABLE.*$/.exec(definition)?.[0] ?? '',
  });
  return {
    checks: ofKind('check').flatMap((check) => {
      const definition = bare(check.definition);
      const said = says?.check(definition);
      // What always holds of the new column is left to the old one.
      if (said?.fault === undefined && said?.always) return [];
      return [
        {
          source: check.name,
          name: named(check.name),
          definition: rewrite(saidOr(said, definition)),
          columns: columnsOf(check.columns),
        },
      ];
    }),
    foreignKeys: ofKind('foreign key').map((key) => {
      const target = fromKeyword(key.definition, 'REFERENCES');
      const definition = bare(key.definition);
      const head = definition.slice(0, definition.indexOf(bare(target)));
      return {
        source: key.name,
        name: named(key.name),
        definition: rewrite(head) + bare(target),
        columns: columnsOf(key.columns),
        references: key.references,
      };
    }),
    primaryKeys: ofKind('primary key').map(uniqueCopy),
    uniques: ofKind('unique').map(uniqueCopy),
    indexes: ownIndexes(table)
      .filter(
        ({ valid, columns, definition }) =>
          valid && mentionsColumn(indexTail(definition), from) && !waits(columns, indexTail(definition)),
      )
      .map((index) => ({
        source: index.name,
        name: named(index.name),
        definition: rewrite(saidOr(says?.index(index), indexTail(index.definition))),
        columns: columnsOf(index.columns),
        unique: index.unique,
      })),
  };
}

/** In a name like `tasks_owner_idx`; `on` in `once` is no word. */
const replaceWord = (name: string, word: string, by: string): string =>
  `_${name}_`.replaceAll(`_${word}_`, () => `_${by}_`).slice(1, -1);

/** `USING btree (…) …` */
export const indexTail = (definition: string): string => fromKeyword(definition, 'USING');

/** A definition without what says that it is not validated yet. */
export const bare = (definition: string): string => definition.replace(/( NOT VALID)$/, '');
