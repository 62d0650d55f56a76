import type { Node, RangeVar } from 'libpg-query';
import type { ClientBase } from 'pg';
import { namesOf, walk } from '../../policies/sql/walk.ts';
import { ident, qualified } from '../../postgres/sql.ts';
import { alterations } from '../hazards/tree.ts';
import type { CheckedStatement } from '../migration.ts';
import { Archives } from './archive.ts';
import { keepDeleted } from './delete.ts';
import { changesCatalog } from './destructive.ts';
import { keepDropped, tablesOf } from './dropped.ts';
import { readTables } from './facts.ts';
import type { Followers } from './followers.ts';
import { noteInserted } from './insert.ts';
import { type Inventory, takeInventory } from './inventory.ts';
import { lossesBetween, refiled } from './losses.ts';
import { destroyingFunction, inventoryAfter, sequencesOf } from './measure.ts';
import { whyOpaque } from './opaque.ts';
import { CannotKeep, type Piece } from './piece.ts';
import type { Kept } from './rows.ts';
import { keepTruncated } from './truncate.ts';
import { keepUpdated } from './update.ts';

/** Looks at the statements of an up one after the other, in the session that runs them, each before it runs. */
export class Keeper {
  readonly #session: ClientBase;
  readonly #first: Inventory;
  readonly #archives: Archives;

  constructor(session: ClientBase, first: Inventory, version: string) {
    this.#session = session;
    this.#first = first;
    this.#archives = new Archives(version);
  }

  /** Null where the statement takes nothing away of what was there before the up. @throws CannotKeep */
  async pieceOf(statement: CheckedStatement, inTransaction: boolean): Promise<Piece | null> {
    const { node } = statement;
    const opaque = whyOpaque(statement);
    if (opaque !== null) throw new CannotKeep(opaque);
    if (changesCatalog(node)) return this.#dropped(statement, inTransaction);
    if ('TruncateStmt' in node) {
      return this.#truncated(statement, inTransaction, node.TruncateStmt.restart_seqs === true);
    }
    await this.#assertNoDestroyingCall(node);
    if ('UpdateStmt' in node) {
      const kept = await this.#kept(node.UpdateStmt.relation);
      return kept && keepUpdated(statement, node.UpdateStmt, kept, this.#archives, inTransaction);
    }
    if ('DeleteStmt' in node) {
      const kept = await this.#kept(node.DeleteStmt.relation);
      if (kept === null) return null;
      const followers = await this.#followersOf(kept);
      return keepDeleted(statement, node.DeleteStmt, kept, followers, this.#archives, inTransaction);
    }
    if ('InsertStmt' in node) {
      const kept = await this.#kept(node.InsertStmt.relation);
      return kept && noteInserted(statement, node.InsertStmt, kept, this.#archives);
    }
    return null;
  }

  async #dropped(statement: CheckedStatement, inTransaction: boolean): Promise<Piece> {
    const before = await takeInventory(this.#session);
    const after = await inventoryAfter(this.#session, statement.sql, inTransaction);
    const losses = lossesBetween(this.#first, before, after);
    const tables = await readTables(this.#session, tablesOf(losses));
    const computed = computedColumns(statement.node);
    return keepDropped({ first: this.#first, losses, tables, computed, inTransaction }, this.#archives);
  }

  async #truncated(statement: CheckedStatement, inTransaction: boolean, restarts: boolean): Promise<Piece> {
    const before = await takeInventory(this.#session);
    const after = await inventoryAfter(this.#session, statement.sql, inTransaction);
    const oids = refiled(this.#first, before, after);
    const tables = await readTables(this.#session, oids);
    const sequences = restarts ? await sequencesOf(this.#session, oids) : [];
    return keepTruncated({ first: this.#first, tables, sequences, inTransaction }, this.#archives);
  }

  /** Null: it was not there before the up, or is a temporary one. */
  async #kept(relation: RangeVar | undefined): Promise<Kept | null> {
    const { schemaname, relname = '' } = relation ?? {};
    const at = schemaname === undefined ? ident(relname) : qualified(schemaname, relname);
    const { rows } = await this.#session.query<{ oid: string; kind: string }>(
      'select oid::text as oid, relkind as kind from pg_catalog.pg_class where oid = pg_catalog.to_regclass($1)',
      [at],
    );
    const [found] = rows;
    if (found === undefined) return null;
    if (found.kind === 'v') throw new CannotKeep(`${at} is a view: the rows are those of other tables`);
    if (found.kind === 'f') throw new CannotKeep(`the rows of ${at} are in another place`);
    const was = this.#first.tables.get(found.oid);
    const [table] = was === undefined ? [] : await readTables(this.#session, [found.oid]);
    return was === undefined || table === undefined ? null : { table, was };
  }

  /** @throws CannotKeep */
  async #followersOf(root: Kept): Promise<Followers> {
    const deleted = new Map<string, Kept>();
    const changed: { kept: Kept; columns: ReadonlySet<number> }[] = [];
    const todo = [root];
    for (let kept = todo.shift(); kept !== undefined; kept = todo.shift()) {
      for (const { tableOid, onDelete, from, constraint, table: name } of kept.table.referrers) {
        const was = this.#first.tables.get(tableOid);
        if (onDelete === null || was === undefined || deleted.has(tableOid)) continue;
        const [table] = await readTables(this.#session, [tableOid]);
        if (table === undefined || table.parent !== null || tableOid === root.table.oid) {
          throw new CannotKeep(`rows of ${name} go or change with them by "${constraint}"`);
        }
        const follower = { table, was };
        if (onDelete === 'change') changed.push({ kept: follower, columns: new Set(from) });
        else {
          deleted.set(tableOid, follower);
          todo.push(follower);
        }
      }
    }
    return { deleted: [...deleted.values()], changed };
  }

  async #assertNoDestroyingCall(node: Node): Promise<void> {
    const onRows = ['SelectStmt', 'UpdateStmt', 'DeleteStmt', 'InsertStmt', 'CreateTableAsStmt'];
    if (!onRows.some((kind) => kind in node)) return;
    const names = new Set<string>();
    walk(node, (name, fields) => {
      const called = namesOf(fields.funcname).at(-1);
      if (name === 'FuncCall' && called !== undefined) names.add(called);
    });
    const found = await destroyingFunction(this.#session, [...names]);
    if (found !== null) throw new CannotKeep(`${found} is called, and what it takes away is not known`);
  }
}

/** Columns whose values come from a USING that is more than a cast of the column itself. */
function computedColumns(node: Node): ReadonlySet<string> {
  return new Set(
    alterations(node, 'AT_AlterColumnType').flatMap(({ command: { name = '', def } }) => {
      const using = def !== undefined && 'ColumnDef' in def ? def.ColumnDef.raw_default : undefined;
      return using === undefined || isOwnCast(using, name) ? [] : [name];
    }),
  );
}

function isOwnCast(using: Node, column: string): boolean {
  const arg = 'TypeCast' in using ? using.TypeCast.arg : using;
  return arg !== undefined && 'ColumnRef' in arg && namesOf(arg.ColumnRef.fields).at(-1) === column;
}
