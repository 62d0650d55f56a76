import type { CatalogColumn, CatalogTable } from '../../../../../../postgres/catalog/catalog.ts';
import type { Literal } from '../../attributes/spec.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { columnMeant } from '../../grammar/slots/fields.ts';
import { value } from '../../grammar/slots/literals.ts';
import { type TypeReading, type } from '../../grammar/slots/types.ts';
import { nameKey } from '../../resolve/words.ts';
import type { Token } from '../../text/tokens.ts';
import {
  type Asked,
  askedAt,
  byDefault,
  columnNouns,
  doneAt,
  keyLead,
  type Order,
  orderAt,
  silent,
  typeLead,
  typeToday,
  worn,
} from './words.ts';

/** A name is written with no more words than that. */
const longestName = 4;

/** What stands at a place, how many tokens it takes, and what it comes to. */
interface Piece {
  readonly length: number;
  /** Says something that nothing else of the same length may say, too. */
  readonly telling: boolean;
  readonly take: () => void;
}

function nameAt<Thing>(
  tokens: readonly Token[],
  at: number,
  find: (name: string) => Thing | undefined,
): { readonly is: Thing; readonly length: number } | undefined {
  for (let length = longestName; length > 0; length -= 1) {
    const taken = tokens.slice(at, at + length);
    const named = taken.every(({ kind }) => kind === 'word' || (length === 1 && /code|quoted/.test(kind)));
    const is =
      taken.length === length && named
        ? find(taken.map(({ text }) => text.replace(/['’]s$/, '')).join(' '))
        : undefined;
    if (is !== undefined) return { is, length };
  }
  return undefined;
}

/** What a sentence says of one table, word by word. */
export class Sight {
  readonly table: CatalogTable;
  readonly columns: CatalogColumn[] = [];
  readonly asked = new Set<Asked>();
  readonly orders = new Set<Order>();
  type: TypeReading | undefined;
  standard: Literal | undefined;
  parent: CatalogTable | undefined;
  /** `field`, or the name is marked: a column is meant, and not the values in it. */
  columnSaid = false;
  readonly #context: ReadingContext;

  constructor(table: CatalogTable, context: ReadingContext) {
    this.table = table;
    this.#context = context;
  }

  /** Whether every word is known: the table, a column of it, what is asked for, or a word that says nothing more. */
  reads(tokens: readonly Token[]): boolean {
    for (let at = 0; at < tokens.length; ) {
      const pieces = this.#piecesAt(tokens, at);
      const length = Math.max(0, ...pieces.map((piece) => piece.length));
      const longest = pieces.filter((piece) => piece.length === length);
      const telling = longest.filter((piece) => piece.telling);
      // A column called `index`: nobody can tell which is meant.
      if (length === 0 || telling.length > 1) return false;
      (telling[0] ?? longest[0])?.take();
      at += length;
    }
    return true;
  }

  #piecesAt(tokens: readonly Token[], at: number): readonly Piece[] {
    const { names } = this.#context;
    const own = nameAt(tokens, at, (name) => (names.knownTable(name) === this.table ? name : undefined));
    const column = nameAt(tokens, at, (name) => this.#column(name));
    const asked = askedAt(tokens, at);
    const order = orderAt(tokens, at);
    const done = this.orders.has('should') ? doneAt(tokens, at) : undefined;
    const nouns = columnNouns.lengthAt(tokens, at);
    // `the type of …`, of a table with a column `type`.
    const word = silent.lengthAt(tokens, at);
    const why = this.orders.has('remove') ? worn.lengthAt(tokens, at) : 0;
    const pieces: (Piece | undefined)[] = [
      own && { length: own.length, telling: false, take: () => undefined },
      { length: word, telling: word === column?.length, take: () => undefined },
      { length: why, telling: false, take: () => undefined },
      { length: nouns, telling: false, take: () => (this.columnSaid = true) },
      order && { length: order.length, telling: false, take: () => this.orders.add(order.is) },
      done && { length: done.length, telling: false, take: () => this.orders.add(done.is) },
      column &&
        own?.length !== column.length && {
          length: column.length,
          telling: true,
          take: () => this.#found(column.is, tokens[at]),
        },
      asked && { length: asked.length, telling: true, take: () => this.asked.add(asked.is) },
      this.#standardAt(tokens, at),
      this.#typeAt(tokens, at),
      this.#parentAt(tokens, at),
    ].map((piece) => piece || undefined);
    return pieces.flatMap((piece) => piece ?? []);
  }

  /** Also of `users.email`, where the table is that one. `tasks_due_date` may as well be the name of an index. */
  #column(name: string): CatalogColumn | undefined {
    const dot = name.lastIndexOf('.');
    const word = name.slice(dot + 1);
    if (dot !== -1 && this.#context.names.knownTable(name.slice(0, dot)) !== this.table) return undefined;
    const column = columnMeant(this.table, word);
    return column && [nameKey(word), nameKey(`${word}_id`)].includes(nameKey(column.name))
      ? column
      : undefined;
  }

  #found(column: CatalogColumn, token: Token | undefined): void {
    if (!this.columns.includes(column)) this.columns.push(column);
    if (token?.kind === 'code' || /[_.]/.test(token?.text ?? '')) this.columnSaid = true;
  }

  #standardAt(tokens: readonly Token[], at: number): Piece | undefined {
    const lead = byDefault.lengthAt(tokens, at);
    if (lead === 0) return undefined;
    const start = /^[:=]$/.test(tokens[at + lead]?.text ?? '') ? at + lead + 1 : at + lead;
    for (const found of value(tokens, start))
      return { length: found.next - at, telling: true, take: () => (this.standard = found.value) };
    return undefined;
  }

  #typeAt(tokens: readonly Token[], at: number): Piece | undefined {
    // `change varchar(300) on …`
    const verb = orderAt(tokens, at);
    const changed = verb?.is === 'change' ? verb.length : 0;
    const today = Math.max(typeToday.lengthAt(tokens, at), changed);
    const wanted = typeLead.lengthAt(tokens, at);
    const lead = Math.max(today, wanted);
    if (lead === 0) return undefined;
    for (const found of type(tokens, at + lead, this.#context)) {
      const take = () => {
        if (wanted >= today) this.type = found.value;
        else if (changed === today) this.orders.add('change');
      };
      return { length: found.next - at, telling: true, take };
    }
    return undefined;
  }

  /** `to users`, `references users.id`, `→ users(id)` */
  #parentAt(tokens: readonly Token[], at: number): Piece | undefined {
    const lead = keyLead.lengthAt(tokens, at);
    const { names } = this.#context;
    const found =
      lead > 0 ? nameAt(tokens, at + lead, (name) => names.knownTable(name.replace(/\.id$/, ''))) : undefined;
    if (!found || found.is === this.table || !this.asked.has('foreignKey')) return undefined;
    return { length: lead + found.length, telling: true, take: () => (this.parent = found.is) };
  }
}
