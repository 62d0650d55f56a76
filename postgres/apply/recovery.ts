import type { Node, RangeVar } from 'libpg-query';
import pg, { type ClientBase } from 'pg';
import type { EarlierAttempt } from './attempts.ts';
import { InvalidIndex } from './errors.ts';

/** What a statement that PostgreSQL cannot roll back may leave when it is interrupted, and how to go on. */
export interface Recovery {
  /** Whether the index or partition the statement is about is there. */
  targetExists(session: ClientBase): Promise<boolean>;
  /** Clears what an interrupted attempt left; null where nothing had to be. The line is for the progress. */
  clean(session: ClientBase): Promise<string | null>;
  /** Whether an earlier attempt had finished, but for its history row. */
  isDone(session: ClientBase, earlier: EarlierAttempt): Promise<boolean>;
  /** @throws InvalidIndex */
  verify(session: ClientBase): Promise<void>;
}

/** Statements that can simply run again: VACUUM, CREATE DATABASE … */
const runAgain: Recovery = {
  targetExists: async () => false,
  clean: async () => null,
  isDone: async () => false,
  verify: async () => undefined,
};

export function recoveryFor(node: Node): Recovery {
  if ('IndexStmt' in node) return indexCreation(node.IndexStmt.relation, node.IndexStmt.idxname ?? '');
  if ('DropStmt' in node) return indexDrop(node.DropStmt.objects ?? []);
  if ('ReindexStmt' in node) return reindex(node.ReindexStmt.relation);
  if ('AlterTableStmt' in node) return detach(node.AlterTableStmt.relation, node.AlterTableStmt.cmds ?? []);
  return runAgain;
}

const qualified = (relation: RangeVar | undefined): string =>
  [relation?.schemaname, relation?.relname]
    .filter((name) => name !== undefined)
    .map((name) => pg.escapeIdentifier(name))
    .join('.');

interface FoundIndex {
  readonly index: string;
  readonly valid: boolean;
}

/** Indexes of a table, by a condition on their name. $1: the table, $2: what the condition needs. */
async function indexesOf(
  session: ClientBase,
  table: string,
  condition: string,
  name: string,
): Promise<FoundIndex[]> {
  const { rows } = await session.query<FoundIndex>(
    `select format('%I.%I', n.nspname, c.relname) as index, i.indisvalid and i.indisready as valid
     from pg_index i
     join pg_class c on c.oid = i.indexrelid
     join pg_namespace n on n.oid = c.relnamespace
     where i.indrelid = to_regclass($1) and c.relname ${condition} $2
     order by c.relname`,
    [table, name],
  );
  return rows;
}

async function dropInvalid(session: ClientBase, indexes: readonly FoundIndex[]): Promise<string | null> {
  const invalid = indexes.filter(({ valid }) => !valid);
  for (const { index } of invalid) await session.query(`drop index concurrently if exists ${index}`);
  const names = invalid.map(({ index }) => index).join(', ');
  return names === '' ? null : `dropped ${names}, invalid, left by an interrupted build`;
}

function indexCreation(relation: RangeVar | undefined, name: string): Recovery {
  const find = (session: ClientBase) => indexesOf(session, qualified(relation), '=', name);
  return {
    targetExists: async (session) => (await find(session)).some(({ valid }) => valid),
    clean: async (session) => dropInvalid(session, await find(session)),
    isDone: async (session, { targetExisted }) =>
      !targetExisted && (await find(session)).some(({ valid }) => valid),
    async verify(session) {
      const invalid = (await find(session)).find(({ valid }) => !valid);
      if (invalid !== undefined) throw new InvalidIndex(invalid.index);
    },
  };
}

function indexDrop(objects: readonly Node[]): Recovery {
  const name = objects
    .flatMap((object) => ('List' in object ? (object.List.items ?? []) : []))
    .flatMap((item) => ('String' in item ? [pg.escapeIdentifier(item.String.sval ?? '')] : []))
    .join('.');
  const exists = async (session: ClientBase): Promise<boolean> => {
    const { rowCount } = await session.query('select where to_regclass($1) is not null', [name]);
    return rowCount === 1;
  };
  return {
    ...runAgain,
    targetExists: exists,
    isDone: async (session, { targetExisted }) => targetExisted && !(await exists(session)),
  };
}

/** An interrupted REINDEX CONCURRENTLY leaves invalid indexes named `…_ccnew` or `…_ccold`. */
function reindex(relation: RangeVar | undefined): Recovery {
  const find = async (session: ClientBase): Promise<FoundIndex[]> => {
    const { rows } = await session.query<{ table: string }>(
      `select coalesce(i.indrelid, c.oid)::regclass::text as table
       from pg_class c left join pg_index i on i.indexrelid = c.oid where c.oid = to_regclass($1)`,
      [qualified(relation)],
    );
    const [found] = rows;
    return found === undefined ? [] : indexesOf(session, found.table, '~', '_cc(new|old)[0-9]*$');
  };
  return { ...runAgain, clean: async (session) => dropInvalid(session, await find(session)) };
}

/** An interrupted DETACH PARTITION CONCURRENTLY leaves the detach pending, to be finalized. */
function detach(parent: RangeVar | undefined, commands: readonly Node[]): Recovery {
  const [command] = commands.flatMap((node) => ('AlterTableCmd' in node ? [node.AlterTableCmd] : []));
  const definition = command?.def;
  const child = qualified(
    definition && 'PartitionCmd' in definition ? definition.PartitionCmd.name : undefined,
  );
  const state = async (session: ClientBase): Promise<'attached' | 'pending' | 'detached'> => {
    const { rows } = await session.query<{ pending: boolean }>(
      `select inhdetachpending as pending from pg_inherits
       where inhrelid = to_regclass($1) and inhparent = to_regclass($2)`,
      [child, qualified(parent)],
    );
    const [link] = rows;
    return link === undefined ? 'detached' : link.pending ? 'pending' : 'attached';
  };
  return {
    ...runAgain,
    targetExists: async (session) => (await state(session)) !== 'detached',
    async clean(session) {
      if ((await state(session)) !== 'pending') return null;
      await session.query(`alter table ${qualified(parent)} detach partition ${child} finalize`);
      return `finalized the detaching of ${child}`;
    },
    isDone: async (session, { targetExisted }) => targetExisted && (await state(session)) === 'detached',
  };
}
