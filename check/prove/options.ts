export interface ProofOptions {
  readonly signal: AbortSignal;
  /** What is being done, for a terminal. */
  readonly progress: (line: string) => void;
  /** How long one statement may take; ms. Default one minute: on an empty database that is endless. */
  readonly statementTimeoutMs?: number;
  /** Schemas in which names without one are looked for, as the migrations' tool sets it; else the server's own. */
  readonly searchPath?: string;
  /** Only these versions are proven; the others are applied. */
  readonly only?: readonly string[];
  /** Versions before it are applied, not proven. */
  readonly from?: string;
  /** Write a rollback where there is none, or none that restores; and prove it. */
  readonly derive?: boolean;
  /** The database is shared with what is in use: statements that change the server itself are refused. */
  readonly sharedServer?: boolean;
}

export const defaultStatementTimeoutMs = 60_000;
