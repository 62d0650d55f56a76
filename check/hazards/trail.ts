import type { Node, RangeVar } from 'libpg-query';
import { namesOf } from '../../policies/sql/walk.ts';
import type { Catalog, Thing } from './catalog.ts';
import { keyOf } from './names.ts';

/** Which relation of before a name stands for while a migration renames, drops and creates. */
export class NameTrail {
  readonly #before: Catalog;
  /** Null: not one of before. */
  readonly #moved: ReadonlyMap<string, Thing | null>;

  constructor(before: Catalog, moved: ReadonlyMap<string, Thing | null> = new Map()) {
    this.#before = before;
    this.#moved = moved;
  }

  existing(schema: string | undefined, name: string): Thing | undefined {
    const moved = this.#moved.get(keyOf([schema ?? 'public', name]));
    return moved === undefined ? this.#before.relation(schema, name) : (moved ?? undefined);
  }

  /** The names when the statement is done. */
  after(node: Node): NameTrail {
    if ('RenameStmt' in node) {
      const { relation, newname = '', renameType = '' } = node.RenameStmt;
      return relations.has(renameType) ? this.#rename(relation, [relation?.schemaname, newname]) : this;
    }
    if ('AlterObjectSchemaStmt' in node) {
      const { relation, newschema = '', objectType = '' } = node.AlterObjectSchemaStmt;
      return relations.has(objectType) ? this.#rename(relation, [newschema, relation?.relname ?? '']) : this;
    }
    if ('DropStmt' in node && relations.has(node.DropStmt.removeType ?? '')) {
      const names = (node.DropStmt.objects ?? []).map((object) => nameOf(namesOf(object)));
      return this.#with(names.map(([schema, name]) => [schema, name, null]));
    }
    return this;
  }

  #rename(relation: RangeVar | undefined, [schema, name]: readonly [string | undefined, string]): NameTrail {
    const old = this.existing(relation?.schemaname, relation?.relname ?? '') ?? null;
    const from = old?.parts[0] ?? relation?.schemaname;
    return this.#with([
      [from, relation?.relname ?? '', null],
      [schema ?? from, name, old],
    ]);
  }

  #with(changes: readonly (readonly [string | undefined, string, Thing | null])[]): NameTrail {
    const moved = new Map(this.#moved);
    for (const [schema, name, thing] of changes) {
      const known = schema ?? this.#before.relation(undefined, name)?.parts[0] ?? 'public';
      moved.set(keyOf([known, name]), thing);
      if (schema === undefined) moved.set(keyOf(['public', name]), thing);
    }
    return new NameTrail(this.#before, moved);
  }
}

const relations = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE']);

const nameOf = (names: readonly string[]): [string | undefined, string] => [names.at(-2), names.at(-1) ?? ''];
