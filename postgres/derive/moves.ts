import { ident, literal, qualified } from '../sql.ts';
import type { Identities, Identity, Parent } from './identities.ts';

/**
 * SQL that gives everything which is still there its former name, schema and parent, so that what is left to derive
 * are real differences. A comparison by name would take a rename for a drop, and drop the rows with it.
 */
export function movesBack(before: Identities, after: Identities): string[] {
  const now = new Names(before, after);
  const linked = { before: links(before), after: links(after) };
  const [leaves, joins] = [without(linked.after, linked.before), without(linked.before, linked.after)];
  now.restore(({ kind }) => kind === 'SCHEMA');
  now.restore(({ kind }) => kind !== 'SCHEMA' && !isPart(kind));
  // A new table of an old one's name would be taken for it, and keep its rows.
  for (const gone of before.objects.values()) {
    if (gone.kind === 'TABLE' && !after.objects.has(gone.key)) now.makeRoom(gone);
  }
  // A new partition goes as a table of its own: other tables may refer to the rows of the whole.
  const leaving = ({ child, parent, bound }: Parent): boolean =>
    before.objects.has(parent) && (before.objects.has(child) || bound !== null);
  for (const link of leaves.filter(leaving)) now.write(leave(link, now));
  now.restore(({ kind }) => isPart(kind));
  for (const link of joins) {
    if (after.objects.has(link.parent) && after.objects.has(link.child)) now.write(join(link, now));
  }
  return now.statements;
}

const parts = new Set([
  'COLUMN',
  'ATTRIBUTE',
  'VALUE',
  'CONSTRAINT',
  'DOMAIN CONSTRAINT',
  'TRIGGER',
  'POLICY',
  'RULE',
]);
const isPart = (kind: string): boolean => parts.has(kind);

/** What things are called while the statements run, one after the other. */
class Names {
  readonly statements: string[] = [];
  readonly #before: Identities;
  readonly #objects: Map<string, Identity>;

  constructor(before: Identities, after: Identities) {
    this.#before = before;
    this.#objects = new Map(after.objects);
  }

  write(statement: string): void {
    this.statements.push(`${statement};`);
  }

  restore(wanted: (object: Identity) => boolean): void {
    for (const { key } of [...this.#objects.values()].filter(wanted)) {
      const was = this.#before.objects.get(key);
      if (was !== undefined) this.#restore(key, was);
    }
  }

  /** As ALTER and the like name it now. */
  address(key: string): string {
    const { holder, name, signature } = this.#get(key);
    const path = holder === null ? ident(name) : qualified(this.#get(holder).name, name);
    return `${path}${signature ?? ''}`;
  }

  kind(key: string): string {
    return this.#get(key).kind;
  }

  #get(key: string): Identity {
    const object = this.#objects.get(key);
    if (object === undefined) throw new Error(`nothing is known of ${key}`);
    return object;
  }

  #restore(key: string, was: Identity): void {
    const is = this.#get(key);
    if (is.inherited && was.inherited) return;
    if (is.holder !== was.holder && was.holder !== null && !is.follows) this.#moveTo(key, was.holder);
    if (is.name !== was.name) {
      this.makeRoom({ ...this.#get(key), name: was.name });
      this.#rename(key, was.name);
    }
    // Its types have their former names by now, or get them in this round.
    this.#change(key, { signature: was.signature, holder: was.holder });
  }

  #moveTo(key: string, holder: string): void {
    if (!this.#objects.has(holder)) this.#createSchema(holder);
    this.makeRoom({ ...this.#get(key), holder });
    this.write(`ALTER ${this.kind(key)} ${this.address(key)} SET SCHEMA ${ident(this.#get(holder).name)}`);
    this.#change(key, { holder });
  }

  /** The schema that it was in is gone; everything else of it comes back later. */
  #createSchema(key: string): void {
    const schema = this.#before.objects.get(key);
    if (schema === undefined) throw new Error(`nothing is known of schema ${key}`);
    this.#objects.set(key, schema);
    this.write(`CREATE SCHEMA ${ident(schema.name)}`);
  }

  /** For an object as it will be: whatever has its name now, new or on its own way back, steps aside. */
  makeRoom({ key, kind, holder, name }: Pick<Identity, 'key' | 'kind' | 'holder' | 'name'>): void {
    const rival = [...this.#objects.values()].find(
      (object) =>
        object.key !== key &&
        object.holder === holder &&
        object.name === name &&
        space(object.kind) === space(kind),
    );
    if (rival !== undefined && space(kind) !== 'routines') {
      this.#rename(rival.key, `godwit_aside_${this.statements.length}`);
    }
  }

  #rename(key: string, to: string): void {
    const { kind, holder, name } = this.#get(key);
    const [from, target] = [ident(name), ident(to)];
    if (!isPart(kind) || holder === null)
      this.write(`ALTER ${kind} ${this.address(key)} RENAME TO ${target}`);
    else {
      const [at, of] = [this.address(holder), this.kind(holder)];
      const statement: Readonly<Record<string, string>> = {
        COLUMN: `ALTER ${of} ${at} RENAME COLUMN ${from} TO ${target}`,
        ATTRIBUTE: `ALTER TYPE ${at} RENAME ATTRIBUTE ${from} TO ${target}`,
        VALUE: `ALTER TYPE ${at} RENAME VALUE ${literal(name)} TO ${literal(to)}`,
        CONSTRAINT: `ALTER TABLE ${at} RENAME CONSTRAINT ${from} TO ${target}`,
        'DOMAIN CONSTRAINT': `ALTER DOMAIN ${at} RENAME CONSTRAINT ${from} TO ${target}`,
      };
      this.write(statement[kind] ?? `ALTER ${kind} ${from} ON ${at} RENAME TO ${target}`);
    }
    this.#change(key, { name: to });
  }

  #change(key: string, change: Partial<Identity>): void {
    this.#objects.set(key, { ...this.#get(key), ...change });
  }
}

const relations = new Set(['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'FOREIGN TABLE', 'SEQUENCE', 'INDEX']);
/** Names of one space exclude each other. Functions share a name and differ in their arguments: none steps aside. */
const space = (kind: string): string =>
  relations.has(kind) ? 'relations' : kind === 'DOMAIN' ? 'TYPE' : kind === 'ROUTINE' ? 'routines' : kind;

const links = ({ parents }: Identities): Map<string, Parent> =>
  new Map(parents.map((link) => [`${link.child} ${link.parent} ${link.bound}`, link]));

const without = (some: ReadonlyMap<string, Parent>, others: ReadonlyMap<string, Parent>): Parent[] =>
  [...some].filter(([key]) => !others.has(key)).map(([, link]) => link);

const leave = ({ child, parent, bound }: Parent, now: Names): string =>
  bound === null
    ? `ALTER TABLE ${now.address(child)} NO INHERIT ${now.address(parent)}`
    : `ALTER TABLE ${now.address(parent)} DETACH PARTITION ${now.address(child)}`;

const join = ({ child, parent, bound }: Parent, now: Names): string =>
  bound === null
    ? `ALTER TABLE ${now.address(child)} INHERIT ${now.address(parent)}`
    : `ALTER TABLE ${now.address(parent)} ATTACH PARTITION ${now.address(child)} ${bound}`;
