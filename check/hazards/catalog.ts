import type { SchemaState } from '../../postgres/snapshot/index.ts';
import { grouped } from './grouped.ts';
import { keyOf, partsOf } from './names.ts';

/** An object of a snapshot. */
export interface Thing {
  readonly kind: string;
  /** Quoted where needed: `public.tasks`, `public.tasks.title`. */
  readonly name: string;
  readonly parts: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

type Area = SchemaState['areas'] extends ReadonlyMap<string, infer State> ? State : never;

interface AreaIndex {
  readonly all: readonly Thing[];
  /** By the whole name, and by what stands before its last part: the columns of a table. */
  readonly byName: ReadonlyMap<string, Thing>;
  readonly byOwner: ReadonlyMap<string, readonly Thing[]>;
  /** By the last part alone. */
  readonly byLast: ReadonlyMap<string, readonly Thing[]>;
}

/** Areas that did not change are shared by many states: each is indexed once. */
const indexes = new WeakMap<Area, AreaIndex>();
const nothing: AreaIndex = { all: [], byName: new Map(), byOwner: new Map(), byLast: new Map() };

/** What a schema held at one moment, found by name. */
export class Catalog {
  readonly #state: SchemaState;

  constructor(state: SchemaState) {
    this.#state = state;
  }

  /** Without a schema: that of `public`, else the only one of this name. */
  relation(schema: string | undefined, name: string): Thing | undefined {
    return this.find('relations', schema, name);
  }

  find(area: string, schema: string | undefined, name: string): Thing | undefined {
    const { byName, byLast } = this.#index(area);
    const direct = byName.get(keyOf([schema ?? 'public', name]));
    if (direct !== undefined || schema !== undefined) return direct;
    const [only, ...others] = (byLast.get(name) ?? []).filter(({ parts }) => parts.length === 2);
    return others.length === 0 ? only : undefined;
  }

  named(area: string, parts: readonly string[]): Thing | undefined {
    return this.#index(area).byName.get(keyOf(parts));
  }

  /** Columns, constraints, policies or triggers of a relation. */
  of(area: 'columns' | 'constraints' | 'policies' | 'triggers', relation: Thing): readonly Thing[] {
    return this.#index(area).byOwner.get(keyOf(relation.parts)) ?? [];
  }

  all(area: string): readonly Thing[] {
    return this.#index(area).all;
  }

  /** Nothing of it differs, which is cheap to tell. */
  sameArea(other: Catalog, area: string): boolean {
    return this.#state.areas.get(area)?.hash === other.#state.areas.get(area)?.hash;
  }

  #index(area: string): AreaIndex {
    const state = this.#state.areas.get(area);
    if (state === undefined) return nothing;
    const known = indexes.get(state);
    if (known !== undefined) return known;
    const made = indexOf(state);
    indexes.set(state, made);
    return made;
  }
}

function indexOf({ rows }: Area): AreaIndex {
  const all = rows.flatMap(({ key, object: { kind, attributes } }): Thing[] => {
    const name = key.slice(kind.length + 1);
    // Its identity is the table's own.
    return kind === 'column order' ? [] : [{ kind, name, parts: partsOf(name), attributes }];
  });
  return {
    all,
    byName: new Map(all.map((thing) => [keyOf(thing.parts), thing])),
    byOwner: grouped(all, ({ parts }) => keyOf(parts.slice(0, -1))),
    byLast: grouped(all, ({ parts }) => parts.at(-1) ?? ''),
  };
}
