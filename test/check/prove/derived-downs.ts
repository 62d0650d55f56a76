import { randomBytes } from 'node:crypto';
import type { ProofDatabase } from '../../../check/prove/database.ts';
import { deriveDown } from '../../../check/prove/derive.ts';
import { compareMoments, type Moment } from '../../../check/prove/differences.ts';
import { History } from '../../../check/prove/history.ts';
import { openEmpty } from '../../../check/prove/index.ts';
import type { DerivedReport } from '../../../check/prove/report.ts';
import { momentOf } from '../../../check/prove/trial.ts';
import { readScript } from '../../../check/script/read.ts';
import { noTool } from '../../../check/script/tool-rule.ts';
import { loadSqlParser } from '../../../policies/sql/parser.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import type { Target } from '../../../postgres/connection/target.ts';
import { readIdentities } from '../../../postgres/derive/identities.ts';
import type { SchemaFacts } from '../../../postgres/derive/index.ts';
import { type Difference, diffStates } from '../../../postgres/snapshot/index.ts';
import type { Area } from '../../fixtures/derived-downs/case.ts';

/** What became of one up: the report on its derived down, and what a commit of it leaves different. */
export interface Derived {
  readonly name: string;
  readonly report: DerivedReport;
  /** In words; empty where schema and rows are as before. */
  readonly left: readonly string[];
}

/** Is called where a schema is the one before an up or another one, with what the comparison says of it. */
export type Witness = (
  at: { readonly name: string; readonly database: ProofDatabase },
  differences: readonly Difference[],
) => Promise<void>;

/** The change does not go with the schema. */
export class UpFails extends Error {}

/** Each up of an area on its schema, its down derived, proven, and then really run. */
export async function deriveAll(
  server: Target,
  { before, ups, destroying = {} }: Area,
  witness: Witness = unwatched,
): Promise<Derived[]> {
  await loadSqlParser();
  const names = [0, 1].map(() => `godwit_${randomBytes(6).toString('hex')}`);
  const [role = '', other = ''] = names;
  const named = (sql: string): string => sql.replaceAll('$role', role).replaceAll('$other', other);
  await asSuperuser(server, names.map((name) => `create role ${name}`).join(';'));
  const opened = await openEmpty(server, [], signal);
  try {
    await (await opened.database.session()).query(named(before));
    const derived: Derived[] = [];
    for (const [at, list] of [ups, destroying].entries()) {
      if (at === 1) await (await opened.database.session()).query(withoutRows);
      const area = await Start.of(opened.database, witness);
      for (const [name, sql] of Object.entries(list)) derived.push(await area.derive(name, named(sql)));
      await area.end();
    }
    return derived;
  } finally {
    await opened.close();
    await asSuperuser(server, names.map((name) => `drop role ${name}`).join(';'));
  }
}

const unwatched: Witness = async () => undefined;

const { signal } = new AbortController();
const options = { signal, progress: () => undefined, derive: true };

const asSuperuser = (server: Target, sql: string) =>
  withSession(server, { applicationName: 'derived downs' }, (session) => session.query(sql));

const withoutRows = `do $$ declare found regclass; begin
  for found in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
  loop execute format('truncate %s restart identity cascade', found); end loop;
end $$`;

/** Where each up begins: a copy, taken again only where a way back did not lead to quite the same. */
class Start {
  readonly #base: ProofDatabase;
  #facts: SchemaFacts;
  readonly #before: Moment;
  readonly #witness: Witness;
  #copy: ProofDatabase | null = null;

  private constructor(base: ProofDatabase, facts: SchemaFacts, before: Moment, witness: Witness) {
    this.#witness = witness;
    this.#base = base;
    this.#facts = facts;
    this.#before = before;
  }

  static async of(base: ProofDatabase, witness: Witness): Promise<Start> {
    const before = await momentOf(base, 'idle');
    await witness({ name: 'before', database: base }, []);
    return new Start(base, await new History(base, options).facts(), before, witness);
  }

  async derive(name: string, sql: string): Promise<Derived> {
    this.#copy ??= await this.#base.copy();
    const database = this.#copy;
    const history = new History(database, options);
    const up = readScript({ file: 'up.sql', text: sql, problems: [] }, noTool);
    const migration = { version: '1', name, file: 'up.sql', up, down: null };
    const { failure } = await history.apply(up, false);
    if (failure !== null) throw new UpFails(`${name}: ${failure.message}`);
    await this.#look(`${name}: up`, database);
    const report = await deriveDown(history, {
      migration,
      facts: this.#facts,
      before: this.#before,
      after: await history.schema(),
    });
    const left = await this.#goBack(name, database, report);
    if (left.length > 0 || report.differences !== undefined) await this.end();
    // The names are the same again; what was dropped and made anew is another object.
    else this.#facts = { ...this.#facts, identities: await readIdentities(await database.session()) };
    return { name, report, left };
  }

  async #goBack(name: string, database: ProofDatabase, { sql, restores }: DerivedReport): Promise<string[]> {
    if (!restores || sql === undefined) return ['no way back'];
    await this.#stopShort(name, database, sql);
    await (await database.session()).query(`reset all; ${sql}`);
    await this.#look(`${name}: back`, database);
    const { same, differences } = compareMoments(this.#before, await momentOf(database, 'idle'));
    return same ? [] : differences.map((difference) => JSON.stringify(difference));
  }

  /** A way back without its last statement: as people forget one. */
  async #stopShort(name: string, database: ProofDatabase, sql: string): Promise<void> {
    if (this.#witness === unwatched) return;
    const { statements } = readScript({ file: 'down.sql', text: sql, problems: [] }, noTool);
    const copy = await database.copy();
    try {
      const session = await copy.session();
      const ran = await session
        .query(['begin', ...statements.slice(0, -1).map((one) => one.sql), 'commit'].join(';\n'))
        .then(
          () => true,
          () => false,
        );
      if (ran) await this.#look(`${name}: short of the last statement`, copy);
    } finally {
      await copy.drop();
    }
  }

  async #look(name: string, database: ProofDatabase): Promise<void> {
    if (this.#witness === unwatched) return;
    const now = await (await database.series()).take();
    await this.#witness({ name, database }, diffStates(this.#before.schema, now));
  }

  async end(): Promise<void> {
    await this.#copy?.drop();
    this.#copy = null;
    this.#facts = { ...this.#facts, identities: await readIdentities(await this.#base.session()) };
  }
}
