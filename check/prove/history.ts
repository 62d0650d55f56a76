import { readFacts, type SchemaFacts } from '../../postgres/derive/index.ts';
import type { SchemaState } from '../../postgres/snapshot/index.ts';
import type { CheckedScript } from '../migration.ts';
import type { ProofDatabase } from './database.ts';
import { FailedMigrations } from './dependencies.ts';
import { defaultStatementTimeoutMs, type ProofOptions } from './options.ts';
import { nothingRan, type Ran, type Running, runInTransaction } from './run.ts';
import { mayRunWithout, runScript, withoutOwnTransaction } from './run-script.ts';
import { refusedOnShared } from './shared-server.ts';

/** The database that a history is applied to, one migration after the other. */
export class History {
  readonly options: ProofOptions;
  readonly running: Running;
  readonly failed = new FailedMigrations();
  #main: ProofDatabase;
  #schema: SchemaState | null = null;
  #facts: SchemaFacts | null = null;

  constructor(main: ProofDatabase, options: ProofOptions) {
    this.options = options;
    this.running = {
      signal: options.signal,
      searchPath: options.searchPath,
      statementTimeoutMs: options.statementTimeoutMs ?? defaultStatementTimeoutMs,
    };
    this.#main = main;
  }

  get database(): ProofDatabase {
    return this.#main;
  }

  /** Of now; what was read after the migration before is not read again. */
  async schema(): Promise<SchemaState> {
    this.#schema ??= await (await this.#main.series()).take();
    return this.#schema;
  }

  /** The schema of now, as SQL that leads back to it is written from. */
  async facts(): Promise<SchemaFacts> {
    this.#facts ??= await readFacts(this.#main.target);
    return this.#facts;
  }

  /** Applies an up for good. One that fails leaves nothing, whatever it did before. */
  async apply(up: CheckedScript, measured: boolean): Promise<Ran> {
    const refusal = this.options.sharedServer === true ? refusedOnShared(up) : null;
    if (refusal !== null) return nothingRan(refusal);
    const script = withoutOwnTransaction(up);
    if (script.transaction === 'one') {
      const ran = await runInTransaction(await this.#main.session(), script, this.running, measured);
      if (!mayRunWithout(script, ran)) return this.#applied(ran);
    }
    return this.#applied(await this.#applyInParts(script, measured));
  }

  /** Outside of a transaction a failure leaves half of the work: then the copy made before takes its place. */
  async #applyInParts(script: CheckedScript, measured: boolean): Promise<Ran> {
    const safe = await this.#main.copy();
    const ran = await runScript(this.#main, { ...script, transaction: 'none' }, this.running, measured);
    if (ran.failure === null) await safe.drop();
    else {
      await this.#main.drop();
      this.#main = safe;
    }
    return ran;
  }

  #applied(ran: Ran): Ran {
    if (ran.failure === null) {
      this.#schema = null;
      this.#facts = null;
    }
    return ran;
  }
}
