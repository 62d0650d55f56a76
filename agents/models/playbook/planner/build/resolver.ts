import type { CatalogColumn, CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import { idColumn } from '../../../../../postgres/operations/index.ts';
import type { NameReading, TableReading } from '../grammar/slots/names.ts';
import { identifierPath } from '../resolve/identifiers.ts';
import { isPeopleWord } from '../resolve/people.ts';
import { columnOf, displayName, type SchemaNames } from '../resolve/schema-names.ts';
import { columnSpoken } from '../resolve/spoken-noun.ts';
import { distance, nameKey, singular, snakeCase, wordsOf } from '../resolve/words.ts';
import { Answers } from './answers.ts';
import { holdsWord, missingColumn, mostShown, shown } from './missing-column.ts';
import { type NewName, newName, newTableName } from './new-names.ts';

/** Where an operation goes: a table that is there, or one that the same request creates. */
export interface Target {
  readonly schema: string;
  readonly name: string;
  readonly is: CatalogTable | undefined;
}

/** Nobody means an empty database: it is another one, or its migrations are still to come. */
export const noTables =
  'The database has no tables at all. Is it the right one, and have its migrations been applied?';

/** `tipos_cita` of `tipo_cita`, `doctores` of `doctor`. */
export function isPluralOf(table: string, word: string): boolean {
  const [many, one] = [wordsOf(table), wordsOf(word)];
  return (
    many.length === one.length &&
    many.every(
      (part, at) => /^(?:|s|es)$/.test(part.replace(one[at] ?? '-', '')) && part.startsWith(one[at] ?? '-'),
    )
  );
}

/** Looks names up in the schema; what cannot be settled becomes a question, what was settled an assumption. */
export class Resolver extends Answers {
  /** The table of the users. */
  readonly people: string | undefined;
  /** What keys of new tables get. */
  readonly idType: string;
  readonly #names: SchemaNames;
  readonly #mentioned: readonly CatalogTable[];
  readonly #newTables = new Map<string, Target>();
  readonly #newKeys = new Map<string, readonly string[]>();
  /** Their types, where they are known by now. */
  readonly #newColumns = new Map<string, Map<string, string | undefined>>();

  constructor(
    names: SchemaNames,
    mentioned: readonly CatalogTable[],
    people: CatalogTable | undefined,
    idType: string,
  ) {
    super();
    this.people = people && displayName(people);
    this.idType = idType;
    this.#names = names;
    this.#mentioned = mentioned;
  }

  willHaveTable(target: Target): void {
    this.#newTables.set(nameKey(target.name), target);
  }

  /** The key of a table that the same request makes. */
  willHaveKey(target: Target, key: readonly string[]): void {
    this.#newKeys.set(nameKey(target.name), key);
  }

  keyOf(target: Target): readonly string[] {
    return target.is?.primaryKey ?? this.#newKeys.get(nameKey(target.name)) ?? ['id'];
  }

  willHaveColumn(target: Target, column: string, type?: string): void {
    const key = `${target.schema}.${target.name}`;
    this.#newColumns.set(key, (this.#newColumns.get(key) ?? new Map()).set(column, type));
  }

  /** Of a column that is there, or that the same request makes. */
  typeOfColumn({
    schema,
    table,
    column,
  }: {
    schema: string;
    table: string;
    column: string;
  }): string | undefined {
    const made = this.#newColumns.get(`${schema}.${table}`)?.get(column);
    if (made !== undefined) return made;
    const there = this.#names.knownTable(`${schema}.${table}`);
    return there?.columns.find(({ name }) => name === column)?.type;
  }

  asTarget = (table: CatalogTable): Target => ({ schema: table.schema, name: table.name, is: table });

  /** A table that is there, by this name in any spelling. */
  there({ text, table }: TableReading): CatalogTable | undefined {
    return table ?? this.#names.knownTable(text);
  }

  /** A table that is there, of which a new one would be the double or the misspelling. */
  alike(name: string): CatalogTable | undefined {
    const found = this.#names.table(name);
    if (found.how === 'exact' || found.how === 'spelling') return found.is;
    const near = found.how === 'typo' && distance(snakeCase(name), found.is.name, 1) <= 1;
    return near ? found.is : undefined;
  }

  isNewTable = (reading: TableReading | undefined): boolean =>
    reading !== undefined && reading.table === undefined && this.#newTables.has(nameKey(reading.text));

  /**
   * The table that a request is about. `columns` are existing columns that it must have; they decide where the
   * text names no table or several.
   */
  table(
    reading: TableReading | undefined,
    columns: readonly string[] = [],
    destructive = false,
    added?: string,
  ): Target | undefined {
    if (reading?.table) {
      if (destructive) this.#assumeRead(reading.text, reading.table);
      return this.asTarget(reading.table);
    }
    if (reading) return this.#named(reading.text, destructive);
    const created = [...this.#newTables.values()];
    if (columns.length > 0) {
      // Below the columns of a new table, a rule over some of them is its own.
      const [made, ...more] = created.filter(({ schema, name, is }) => {
        const own = [...(this.#newColumns.get(`${schema}.${name}`)?.keys() ?? [])].map(nameKey);
        return is === undefined && columns.every((column) => own.includes(nameKey(column)));
      });
      if (made && more.length === 0 && !destructive) return made;
      const has = (table: CatalogTable) =>
        columns.every((column) => ['exact', 'spelling'].includes(columnOf(table, column).how));
      const mentioned = this.#mentioned.filter(has);
      const [first] = mentioned;
      if (first && mentioned.length === 1) return this.asTarget(first);
      const called = this.#names.tablesWith(columns[0] ?? '').filter(has);
      const spoken = (table: CatalogTable) =>
        columns.every((column) => columnSpoken(table, column) !== undefined);
      const alike = destructive || called.length > 0 ? called : this.#names.tables.filter(spoken);
      const anywhere = mentioned.length > 0 ? mentioned : alike;
      const [only] = anywhere;
      if (only && anywhere.length === 1) {
        if (this.#mentioned.length > 0 && destructive) {
          return this.ask(
            `Is ${displayName(only)}.${columns[0]} meant? The request speaks of ${this.#mentioned.map(displayName).join(', ')}.`,
          );
        }
        this.assume(`the table is ${displayName(only)}, the only one with ${columns.join(', ')}`);
        return this.asTarget(only);
      }
      if (anywhere.length > 1) {
        const which = anywhere.slice(0, mostShown).map(displayName).join(', ');
        return this.ask(
          `Which table is meant: ${which}? Each has a column ${columns.map((name) => `"${name}"`).join(', ')}.`,
        );
      }
    }
    const [only] = created;
    if (only && created.length === 1 && this.#mentioned.length === 0) return only;
    const [mentioned] = this.#mentioned;
    if (mentioned && this.#mentioned.length === 1) return this.asTarget(mentioned);
    const about =
      added !== undefined
        ? ` gets the new column "${added}"`
        : columns.length > 0
          ? ` has the column ${columns.map((name) => `"${name}"`).join(', ')}`
          : ' is meant';
    const there = this.#names.tables.map(displayName);
    const near =
      this.#mentioned.length === 0 && there.length > 1 && there.length <= mostShown
        ? ` There are ${there.join(', ')}.`
        : this.#mentioned.length > 1
          ? ` The request names ${this.#mentioned.map(displayName).join(', ')}.`
          : '';
    if (this.#names.tables.length === 0) return this.ask(noTables);
    if (columns.length > 0 && this.#mentioned.length === 0) {
      const alike = this.#names.tables.flatMap((table) =>
        table.columns
          .filter(({ name }) => holdsWord(name, columns[0] ?? ''))
          .map(({ name }) => `${displayName(table)}.${name}`),
      );
      if (alike.length > 0)
        return this.ask(`No table has a column "${columns[0]}". Is ${alike.slice(0, 3).join(' or ')} meant?`);
    }
    return this.ask(`Which table${about}?${near}`);
  }

  /** What takes something away says of which table, where none is called exactly so. */
  #assumeRead(text: string, table: CatalogTable): void {
    const last = identifierPath(text)?.at(-1)?.text ?? text;
    if (last.toLowerCase() !== table.name.toLowerCase())
      this.assume(`"${text}" is read as the table ${displayName(table)}`);
  }

  #named(text: string, destructive: boolean): Target | undefined {
    const created = this.#newTables.get(nameKey(text));
    if (created) return created;
    const found = this.#names.table(text);
    switch (found.how) {
      case 'exact':
      case 'spelling':
        if (destructive) this.#assumeRead(text, found.is);
        return this.asTarget(found.is);
      case 'prefixed':
      case 'typo':
        if (destructive) return this.ask(`There is no table "${text}". Is "${displayName(found.is)}" meant?`);
        this.assume(`"${text}" is read as the table ${displayName(found.is)}`);
        return this.asTarget(found.is);
      case 'several':
        return this.ask(`Which table is meant: ${found.names.join(', ')}?`);
      case 'unknown': {
        if (this.#names.tables.length === 0) return this.ask(noTables);
        const near = found.near.length > 0 ? ` Is ${shown(found.near.slice(0, 3))} meant?` : '';
        const other = this.#names.otherKind(text);
        if (other !== undefined)
          return this.ask(
            `"${text}" is a ${other}, and no table. Which table is meant, or which query shall it show?`,
          );
        return this.ask(`There is no table "${text}".${near || ' Which table is meant?'}`);
      }
    }
  }

  /** A column that must be there, or that the same request adds. */
  column(target: Target, name: NameReading, destructive = false, mayBeNew = false): string | undefined {
    const added = this.#newColumns.get(`${target.schema}.${target.name}`);
    const own = added && [...added.keys()].find((column) => nameKey(column) === nameKey(name.text));
    if (own) return own;
    if (!target.is)
      return this.ask(`The new table ${target.name} has no column "${name.text}". Which is meant?`);
    const found = columnOf(target.is, name.text);
    switch (found.how) {
      case 'exact':
        return found.is.name;
      case 'spelling':
        if (name.exact && destructive) {
          return this.ask(
            `${displayName(target.is)} has no column "${name.text}" exactly. Is "${found.is.name}" meant?`,
          );
        }
        if (name.exact || (destructive && name.text.toLowerCase() !== found.is.name.toLowerCase()))
          this.assume(`"${name.text}" is read as the column ${found.is.name} of ${displayName(target.is)}`);
        return found.is.name;
      case 'typo':
        if (destructive) {
          return this.ask(
            `${displayName(target.is)} has no column "${name.text}". Is "${found.is.name}" meant?`,
          );
        }
        this.assume(`"${name.text}" is read as the column ${found.is.name} of ${displayName(target.is)}`);
        return found.is.name;
      case 'several':
        return this.ask(`Which column of ${displayName(target.is)} is meant: ${found.names.join(', ')}?`);
      case 'unknown':
        return missingColumn(target.is, name.text, found.near, { destructive, mayBeNew }, this);
    }
  }

  catalogColumn(target: Target, column: string): CatalogColumn | undefined {
    return target.is?.columns.find(({ name }) => name === column);
  }

  /** The key of the table that a name such as `task_id` speaks of. */
  keyNamed(column: string): { type: string; at: string } | undefined {
    const [, doer, thing] = /^(?:(\w+_by)(?:_id)?|(\w+)_id)$/.exec(snakeCase(column)) ?? [];
    const word = doer === undefined ? thing : 'user';
    const owner =
      word === undefined
        ? undefined
        : (this.#names.knownTable(word) ??
          (isPeopleWord(word) && this.people !== undefined
            ? this.#names.knownTable(this.people)
            : undefined));
    const [key, ...others] = owner?.primaryKey ?? [];
    const type = owner?.columns.find(({ name }) => name === key)?.type;
    return owner && type !== undefined && others.length === 0
      ? { type, at: `${displayName(owner)}.${key}` }
      : undefined;
  }

  /** The table that a column of a new one refers to by its name, as `post` does. */
  referred(column: string): string | undefined {
    const word = snakeCase(column);
    if (singular(word) !== word) return undefined;
    const made =
      this.#newTables.get(nameKey(word)) ??
      [...this.#newTables.values()].find(({ name }) => isPluralOf(name, word));
    const owner = this.#names.knownTable(word) ?? this.#peopleOf(word);
    return made?.name ?? (owner?.primaryKey.length === 1 ? displayName(owner) : undefined);
  }

  #peopleOf(word: string): CatalogTable | undefined {
    return word === 'user' && this.people !== undefined ? this.#names.knownTable(this.people) : undefined;
  }

  /** The key of the users, and its type. */
  peopleKey(): { type: string; at: string } | undefined {
    return this.people === undefined ? undefined : this.keyNamed('user_id');
  }

  /** What most keys here are. */
  keyType(): string {
    return idColumn({ tables: [...this.#names.tables] }).type;
  }

  /** The type that columns of this name have elsewhere, where all agree; an enum named after its table is only its own. */
  typeElsewhere(column: string): { type: string; table: string } | undefined {
    const found = this.#names
      .tablesWith(column)
      .flatMap((table) =>
        table.columns
          .filter(({ name }) => name === column)
          .map(({ type }) => ({ type, table: displayName(table) })),
      );
    const [first] = found;
    const own = first?.type
      .split('.')
      .at(-1)
      ?.startsWith(`${singular(first.table.split('.').at(-1) ?? '')}_`);
    return first && !own && found.every(({ type }) => type === first.type) ? first : undefined;
  }

  newName = (name: NewName): string => newName(name, this.#names, this);

  newTableName = (name: NewName): string => newTableName(name, this.#names, this);
}
