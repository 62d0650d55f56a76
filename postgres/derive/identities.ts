import { readFileSync } from 'node:fs';
import type { ClientBase, Pool } from 'pg';
import { asset } from '../../package-root.ts';

/** Something with a name, known by what it is: a rename or a move to another schema changes neither key nor kind. */
export interface Identity {
  readonly key: string;
  /** As ALTER calls it; COLUMN, CONSTRAINT and the like are parts of their holder. */
  readonly kind: string;
  /** Key of the schema, relation or type that it is in; null: of the database. */
  readonly holder: string | null;
  readonly name: string;
  /** What ALTER wants behind the name: arguments of a function, access method of an operator class. */
  readonly signature: string | null;
  /** It changes its schema only with its owner. */
  readonly follows: boolean;
  /** It is renamed only with its parent, or with the constraint that it serves. */
  readonly inherited: boolean;
}

/** A table below another: a partition with its bounds, or one that inherits. */
export interface Parent {
  readonly child: string;
  readonly parent: string;
  readonly bound: string | null;
}

export interface Identities {
  readonly objects: ReadonlyMap<string, Identity>;
  readonly parents: readonly Parent[];
}

const sql = (name: string): string => readFileSync(asset(`postgres/derive/${name}.sql`), 'utf8');

export async function readIdentities(session: ClientBase | Pool): Promise<Identities> {
  const { rows } = await session.query<Identity>(sql('identities'));
  const { rows: parents } = await session.query<Parent>(sql('parents'));
  return { objects: new Map(rows.map((row) => [row.key, row])), parents };
}
