import { type DataDigest, digestData } from '../../postgres/data/index.ts';
import type { SchemaFacts } from '../../postgres/derive/index.ts';
import { columnOrder, type SchemaState } from '../../postgres/snapshot/index.ts';
import type { CheckedMigration, CheckedScript } from '../migration.ts';
import { changesCatalog, scriptMayDestroy, whyNotKept } from '../quarantine/destructive.ts';
import { CannotKeep } from '../quarantine/piece.ts';
import { rewritten } from '../quarantine/rewrite.ts';
import { ProofDatabase } from './database.ts';
import { type Comparison, compareMoments, compareSchemas, type Moment } from './differences.ts';
import type { History } from './history.ts';
import { type Rehearsed, rehearse } from './rehearse.ts';
import { mayChangeServer } from './replay.ts';
import type { QuarantineReport } from './report.ts';
import { freshSession } from './session.ts';
import { momentAfter, momentNow, scriptOf, wayBack } from './way-back.ts';

export interface ToKeep {
  readonly migration: CheckedMigration;
  /** The schema of before, as SQL is written from. */
  readonly facts: SchemaFacts;
  readonly before: Moment;
  readonly after: SchemaState;
  /** The author's own down was proven. */
  readonly good: boolean;
}

/** A copy of the database from before an up that takes something away; or why none of it can be kept. */
export type Stage = ProofDatabase | { readonly why: string };

/** Null where nothing in the up takes anything away. */
export async function stageFor({ database }: History, up: CheckedScript): Promise<Stage | null> {
  if (!scriptMayDestroy(up)) return null;
  // What a role has in the copy would keep it from being dropped.
  if (mayChangeServer(up))
    return { why: 'it changes the server itself, which a copy of the database shares' };
  const why = whyNotKept(up);
  return why === null ? database.copy() : { why };
}

export async function dropStage(stage: Stage | null): Promise<void> {
  if (stage instanceof ProofDatabase) await stage.drop();
}

/**
 * Rewrites an up that takes something away so that it keeps that, writes the down that brings it back, and proves the
 * two together: nothing else is offered. What becomes of the stage does not matter. Undefined where there is nothing
 * to keep, or the author's down was proven and nothing better can be.
 */
export async function proveQuarantine(
  history: History,
  stage: Stage,
  wanted: ToKeep,
): Promise<QuarantineReport | undefined> {
  try {
    if (!(stage instanceof ProofDatabase)) throw new CannotKeep(stage.why);
    return await proven(history, stage, wanted);
  } catch (error) {
    history.options.signal.throwIfAborted();
    if (wanted.good) return undefined;
    // What cannot be kept, and what the writer of the SQL cannot do, is no reason to prove nothing else.
    return { keeps: [], error: error instanceof Error ? error.message : String(error) };
  }
}

async function proven(
  history: History,
  stage: ProofDatabase,
  wanted: ToKeep,
): Promise<QuarantineReport | undefined> {
  const { migration, before, after } = wanted;
  const { file, up, version } = migration;
  const rehearsed = await rehearse(stage, up, version, history.running);
  const keeps = [...new Set(rehearsed.pieces.flatMap(({ piece }) => piece.keeps))];
  const withRows = hadRows(rehearsed, before);
  if (keeps.length === 0 || (wanted.good && withRows && !drops(rehearsed))) return undefined;
  const down = await wayBack(history, stage, { ...rehearsed, file, before, facts: wanted.facts });
  const run = (script: CheckedScript) => momentAfter(history, stage, script);
  assertSame('the rewritten down', compareMoments(before, await momentNow(history, stage)));
  const again = {
    ...scriptOf(`rewritten up of ${file}`, rewritten(up.sql, rehearsed.pieces), up.transaction),
    mayNeedNone: up.mayNeedNone,
  };
  const changed = await run(again);
  assertSame('the rewritten up', compareSchemas(after, changed.schema));
  await freshSession(await history.database.session(), history.running);
  assertAsMany(await digestData(await history.database.session()), changed.data);
  assertSame('the rewritten down', compareMoments(before, await run(down)));
  assertSame('the rewritten up once more', compareSchemas(after, (await run(again)).schema));
  return { up: again.sql, down: down.sql, keeps, withRows };
}

/** A column that was empty all along comes back the same by chance; what an UPDATE changed does not. */
const drops = ({ pieces }: Rehearsed): boolean =>
  pieces.some(({ statement, piece }) => piece.keeps.length > 0 && changesCatalog(statement.node));

/** Empty tables lose nothing, and prove little. */
function hadRows({ pieces, first }: Rehearsed, { data }: Moment): boolean {
  const tables = new Set(pieces.flatMap(({ piece }) => piece.tables));
  return [...tables].every((oid) => {
    const table = first.tables.get(oid);
    return table !== undefined && (data.tables[table.key]?.rows ?? '0') !== '0';
  });
}

/** @throws CannotKeep */
function assertSame(what: string, { same, differences }: Comparison): void {
  if (same) return;
  const { object, before, after } = differences.find(({ kind }) => kind !== columnOrder) ?? {};
  throw new CannotKeep(`${what} does not lead there: ${object}: ${before} expected, ${after} found`);
}

/** Values may be those of a clock; rows are as many. @throws CannotKeep */
function assertAsMany(original: DataDigest, now: DataDigest): void {
  for (const [table, { rows }] of Object.entries(original.tables)) {
    const found = now.tables[table]?.rows;
    if (found !== rows)
      throw new CannotKeep(`the rewritten up leaves ${found} rows in ${table}, not ${rows}`);
  }
}
