import { randomBytes } from 'node:crypto';
import { type ClientBase, DatabaseError, type QueryArrayResult } from 'pg';
import { type AreaRow, areaRows, areaSql, asText } from './area.ts';
import { kindsSql, uncoveredCatalogs } from './coverage.ts';
import { type Difference, diffSnapshots } from './diff.ts';
import { UncoveredObjectKind } from './errors.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';
import { inOneSnapshot, type Surroundings } from './stable-output.ts';
import { areasOf } from './take.ts';

interface AreaState {
  readonly hash: string;
  readonly rows: readonly AreaRow[];
}

/** What a snapshot holds, area by area; areas that did not change are shared with earlier states. */
export interface SchemaState {
  readonly areas: ReadonlyMap<string, AreaState>;
}

/** How many states of an area are remembered: those before and after a migration, and two that a trial made. */
const remembered = 4;
/** A plan made for a small catalog is quadratic on a large one: new plans when it has grown this much. */
const growth = 1.5;
/** Objects up to which plans do not matter. */
const smallest = 100;
const noSuchStatement = '26000';

/**
 * Takes snapshots of one database again and again, as `takeSnapshot` does but for a tenth of its cost: the queries
 * are prepared once and sent together, the server answers with a hash per area, and only areas that no earlier state
 * has are read. Every area is looked at every time: nothing is inferred from what a statement was said to do.
 */
export class SnapshotSeries {
  readonly #session: ClientBase;
  readonly #known = new Map<string, AreaState[]>();
  #areas: readonly string[] = [];
  #uncovered: readonly { readonly catalog: string; readonly sql: string }[] = [];
  #objects = 0;
  #preparedFor = 0;
  #tag = '';

  constructor(session: ClientBase) {
    this.#session = session;
  }

  /** @throws UncoveredObjectKind */
  async take(surroundings: Surroundings = 'idle'): Promise<SchemaState> {
    const read = () => inOneSnapshot(this.#session, () => this.#read(), surroundings);
    try {
      return await read();
    } catch (error) {
      // SQL between two snapshots said DISCARD ALL or the like.
      if (!(error instanceof DatabaseError) || error.code !== noSuchStatement) throw error;
      this.#preparedFor = 0;
      return await read();
    }
  }

  async #read(): Promise<SchemaState> {
    if (this.#preparedFor === 0 || this.#objects > this.#preparedFor * growth) await this.#prepare();
    await this.#checkCoverage();
    const hashes = await this.#execute(this.#areas.map((area) => hashName(area)));
    const found = this.#areas.map((area, at): [string, string] => [area, hashes[at]?.rows[0]?.[0] ?? '']);
    const missing = found.filter(([area, hash]) => this.#find(area, hash) === undefined);
    const read = await this.#execute(missing.map(([area]) => rowsName(area)));
    for (const [at, [area, hash]] of missing.entries()) {
      const { fields = [], rows = [] } = read[at] ?? {};
      this.#remember(area, { hash, rows: areaRows(area, fields, rows) });
    }
    const areas = new Map(found.map(([area, hash]) => [area, this.#find(area, hash) ?? { hash, rows: [] }]));
    this.#objects = hashes.reduce((sum, { rows }) => sum + Number(rows[0]?.[1] ?? 0), 0);
    return { areas };
  }

  /** Kinds within a catalog are cheap to ask for each time; catalogs themselves come with the server alone. */
  async #checkCoverage(): Promise<void> {
    const [kinds, ...catalogs] = await this.#execute([
      kindsName,
      ...this.#uncovered.map(({ catalog }) => catalogName(catalog)),
    ]);
    const [kind, example] = kinds?.rows[0] ?? [];
    if (kind !== undefined && kind !== null) throw new UncoveredObjectKind(kind, example ?? null);
    const used = catalogs.findIndex(({ rows }) => rows.length > 0);
    if (used !== -1) throw new UncoveredObjectKind(`rows of ${this.#uncovered[used]?.catalog}`, null);
  }

  /** One message for all of them, one result for each. */
  async #execute(names: readonly string[]): Promise<QueryArrayResult<(string | null)[]>[]> {
    if (names.length === 0) return [];
    const text = names.map((name) => `execute ${this.#quoted(name)}`).join(';');
    const results: QueryArrayResult<(string | null)[]> | QueryArrayResult<(string | null)[]>[] =
      await this.#session.query<(string | null)[]>({ text, rowMode: 'array', types: asText });
    return Array.isArray(results) ? results : [results];
  }

  async #prepare(): Promise<void> {
    const session = this.#session;
    if (this.#areas.length === 0) {
      this.#areas = await areasOf(session);
      this.#uncovered = await uncoveredCatalogs(session);
    }
    // Names that nobody can guess: SQL in the session cannot put another query in their place.
    this.#tag = randomBytes(8).toString('hex');
    const made = this.#statements().map(([name, sql]) => `prepare ${this.#quoted(name)} as ${sql};`);
    await session.query(['deallocate all;', ...made].join('\n'));
    this.#preparedFor = Math.max(this.#objects, smallest);
  }

  #quoted = (name: string): string => this.#session.escapeIdentifier(`godwit ${this.#tag} ${name}`);

  #statements(): [string, string][] {
    return [
      [kindsName, kindsSql],
      ...this.#uncovered.map(({ catalog, sql }): [string, string] => [catalogName(catalog), sql]),
      ...this.#areas.flatMap((area): [string, string][] => [
        [hashName(area), hashSql(area)],
        [rowsName(area), areaSql(area)],
      ]),
    ];
  }

  #find(area: string, hash: string): AreaState | undefined {
    const state = this.#known.get(area)?.find((known) => known.hash === hash);
    if (state !== undefined) this.#remember(area, state);
    return state;
  }

  #remember(area: string, state: AreaState): void {
    const others = (this.#known.get(area) ?? []).filter(({ hash }) => hash !== state.hash);
    this.#known.set(area, [state, ...others].slice(0, remembered));
  }
}

/** What changed from one state to another, as `diffSnapshots` says it. */
export function diffStates(before: SchemaState, after: SchemaState): Difference[] {
  const areas = [...new Set([...before.areas.keys(), ...after.areas.keys()])];
  const changed = new Set(
    areas.filter((area) => before.areas.get(area)?.hash !== after.areas.get(area)?.hash),
  );
  if (changed.size === 0) return [];
  return diffSnapshots(snapshotOf(before, changed), snapshotOf(after, changed));
}

/** The snapshot of a state; of some areas only where they are given. */
export function snapshotOf({ areas }: SchemaState, only?: ReadonlySet<string>): Snapshot {
  const wanted = [...areas].filter(([area]) => only === undefined || only.has(area));
  return makeSnapshot(
    wanted.flatMap(([, { rows }]) =>
      rows.map(({ key, object }): [string, Snapshot['objects'][string]] => [key, object]),
    ),
  );
}

const kindsName = 'kinds';
const hashName = (area: string): string => `hash of ${area}`;
const rowsName = (area: string): string => `rows of ${area}`;
const catalogName = (catalog: string): string => `catalog ${catalog}`;

/**
 * Hash and number of an area's rows, whatever their order; of columns by relation, since their order within one is a
 * fact of the schema.
 */
function hashSql(area: string): string {
  const line =
    area === 'columns' ? 'relation, row_number() over () as place' : 'null as relation, null as place';
  return `
    select encode(sha256(convert_to(coalesce(
        string_agg(line, E'\n' order by relation collate "C", place, line collate "C"), ''), 'UTF8')), 'hex'),
      count(*)::text
    from (select ${line}, found::text as line from (
${areaSql(area)}
    ) found) lines`;
}
