import type pg from 'pg';
import { GodwitError } from '../../errors.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { compareData, type DataDigest, digestData } from '../../postgres/data/index.ts';
import {
  type CompiledPlan,
  compileOperations,
  type DataCheck,
  Operation,
} from '../../postgres/operations/index.ts';
import { columnOrder, diffSnapshots, type Snapshot, takeSnapshot } from '../../postgres/snapshot/index.ts';
import { ident } from '../../postgres/sql.ts';
import { counts, down, up } from '../postgres/operations/cycle.ts';
import { copyStatement, serverTarget, type TestDatabase, testDatabase } from '../support/database.ts';
import type { Given } from './over/pick.ts';

export interface Played {
  /** Operations that ran, and how many were refused. */
  readonly ran: readonly Operation[];
  readonly refused: number;
  /** How often several operations were refused as one request, which then became several. */
  readonly split: number;
  readonly failure: Failure | null;
}

export interface Failure {
  /** What was being done, e.g. `up of add_column`. */
  readonly during: string;
  readonly message: string;
  readonly operations: readonly Given[];
}

class Failed extends Error {
  readonly during: string;

  constructor(during: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.during = during;
  }
}

interface State {
  readonly schema: Snapshot;
  readonly data: DataDigest;
}

/** Long enough for the rows of a test, short enough to notice a statement that never ends. */
const statementTimeoutMs = 20_000;

/**
 * Runs what `next` asks for, one by one, up, down and up again; and as few requests as possible on a copy of the
 * start, up and down. `next` gives null when there is no more.
 */
export async function play(
  start: readonly string[],
  next: (catalog: Catalog, ran: number) => Given | null,
): Promise<Played> {
  await using db = await testDatabase();
  await withSession(db.target, { applicationName: 'sequence' }, async (session) => {
    for (const sql of start) {
      await session.query(sql).catch((cause) => {
        throw new Error(`the start is no schema: ${cause.message}\nin ${sql}`, { cause });
      });
    }
  });
  await using copy = await copyOf(db);
  const ran: Operation[] = [];
  const asked: Given[] = [];
  let refused = 0;
  let split = 0;
  const work = async (session: pg.Client, fresh: pg.Client): Promise<void> => {
    const before = await stateOf(session);
    const { tables } = await readCatalog(session);
    // A table that is made anew may take the name of a view.
    const known = new Set(
      tables.filter(({ kind }) => !/view$/.test(kind)).map(({ schema, name }) => `${schema}.${name}`),
    );
    const plans: CompiledPlan[] = [];
    for (;;) {
      const catalog = await readCatalog(session);
      const given = next(catalog, ran.length);
      if (given === null) break;
      asked.push(given);
      const plan = await accepted(session, [given], catalog);
      if (plan === null) {
        asked.pop();
        refused++;
        continue;
      }
      await ups(session, plan);
      plans.push(plan);
      ran.push(...plan.operations);
    }
    const after = await stateOf(session);
    const random = randomTables(await readCatalog(session), known);
    await downs(session, plans);
    same(`down of ${kindsOf(plans)}`, before, await stateOf(session));
    for (const plan of plans) await ups(session, plan, 'again');
    same('up again', after, await stateOf(session), random);

    const requests: CompiledPlan[] = [];
    for (let left = [...ran]; left.length > 0; ) {
      const plan = await longest(fresh, left);
      if (plan === null) return;
      await ups(fresh, plan, 'as one request');
      requests.push(plan);
      left = left.slice(plan.operations.length);
    }
    split += Math.max(0, requests.length - 1);
    same('up on a fresh copy, as one request', after, await stateOf(fresh), random);
    await downs(fresh, requests);
    same('down on a fresh copy, as one request', before, await stateOf(fresh));
  };
  try {
    await withSession(db.target, { applicationName: 'sequence', statementTimeoutMs }, (session) =>
      withSession(copy.target, { applicationName: 'sequence', statementTimeoutMs }, (fresh) =>
        work(session, fresh),
      ),
    );
    return { ran, refused, split, failure: null };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return {
      ran,
      refused,
      split,
      failure: { during: error.during, message: error.message, operations: asked },
    };
  }
}

async function copyOf({ target }: TestDatabase): Promise<TestDatabase> {
  const name = `${target.database}_copy`;
  const administer = (sql: string) =>
    withSession(serverTarget(), { applicationName: 'sequence' }, (session) => session.query(sql));
  await administer(copyStatement(target.database, name));
  return {
    target: serverTarget().withDatabase(name),
    session: () => Promise.reject(new Error('not needed')),
    shared: () => Promise.reject(new Error('not needed')),
    query: () => Promise.reject(new Error('not needed')),
    async [Symbol.asyncDispose]() {
      await administer(`DROP DATABASE ${ident(name)} WITH (FORCE)`);
    },
  };
}

/** The plan, where the schema allows it and the data meets its preconditions; null where it is refused. */
async function accepted(
  session: pg.Client,
  given: readonly Given[],
  catalog: Catalog,
): Promise<CompiledPlan | null> {
  const during = `compiling ${given.map(({ op }) => op).join(', ')}`;
  let plan: CompiledPlan;
  try {
    const [first, ...rest] = given.map((one) => Operation.safeParse(one));
    if (first?.data === undefined || rest.some(({ success }) => !success)) return null;
    plan = compileOperations([first.data, ...rest.flatMap(({ data }) => data ?? [])], catalog);
  } catch (error) {
    if (error instanceof GodwitError) return null;
    throw new Failed(during, error instanceof Error ? (error.stack ?? error) : error);
  }
  const found = await asked(session, plan.preconditions, `preconditions of ${kindsOf([plan])}`);
  return Object.values(found).every((count) => count === 0) ? plan : null;
}

async function longest(session: pg.Client, left: readonly Operation[]): Promise<CompiledPlan | null> {
  const catalog = await readCatalog(session);
  for (let length = left.length; length > 0; length--) {
    const plan = await accepted(session, left.slice(0, length), catalog);
    if (plan !== null) return plan;
  }
  // What ran one by one is refused here: the state is another one, which is told by the comparison before.
  throw new Failed(`planning ${left[0]?.op} on a fresh copy`, 'it is refused, though it ran before');
}

async function ups(session: pg.Client, plan: CompiledPlan, how = ''): Promise<void> {
  const during = `up ${how} of ${kindsOf([plan])}`.replace('  ', ' ');
  await tried(during, () => up(session, plan));
  const found = await asked(session, plan.verifications, `verifications, ${during}`);
  const broken = Object.entries(found).filter(([, count]) => count !== 0);
  if (broken.length > 0) throw new Failed(`verifications, ${during}`, JSON.stringify(broken));
}

async function downs(session: pg.Client, plans: readonly CompiledPlan[]): Promise<void> {
  for (const plan of plans.toReversed()) await tried(`down of ${kindsOf([plan])}`, () => down(session, plan));
}

const asked = (
  session: pg.Client,
  checks: readonly DataCheck[],
  during: string,
): Promise<Record<string, number>> => tried(during, () => counts(session, checks));

async function tried<T>(during: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Failed(during, error);
  }
}

const stateOf = async (session: pg.Client): Promise<State> => ({
  schema: await takeSnapshot(session),
  data: await digestData(session),
});

/** In a trigger of ours a default stands as the request wrote it, or as the database writes it. */
const isSync = (object: string): boolean => /^(function|trigger|comment) .*godwit_(sync|split)/.test(object);

function same(during: string, one: State, other: State, but: ReadonlySet<string> = new Set()): void {
  const isRequest = during.startsWith('up on a fresh copy');
  const schema = diffSnapshots(one.schema, other.schema)
    .filter(({ kind, object }) => kind !== columnOrder && !(isRequest && isSync(object)))
    .map(({ text }) => text);
  const data = compareData(one.data, other.data).filter((table) => !but.has(table));
  const differences = [...schema, ...data.map((table) => `rows of ${table}`)];
  if (differences.length > 0) throw new Failed(`${during}: differences`, differences.join('\n'));
}

/** New tables whose key is random, as a split makes one: their rows are others in each run. */
const randomTables = ({ tables }: Catalog, known: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    tables
      .filter(({ schema, name }) => !known.has(`${schema}.${name}`))
      .filter(({ columns }) => columns.some(({ type }) => type === 'uuid'))
      // As `format('%I')` writes names: quoted also where they are reserved words.
      .flatMap(({ schema, name }) =>
        [quoted(schema), ident(schema)].flatMap((first) =>
          [quoted(name), ident(name)].map((second) => `${first}.${second}`),
        ),
      ),
  );

const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : ident(name));

const kindsOf = (plans: readonly CompiledPlan[]): string =>
  plans.flatMap(({ operations }) => operations.map(({ op }) => op)).join(', ');
