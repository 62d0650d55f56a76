/** Exit codes of the `godwit` command; documented in README.md. */
export const exitCode = { done: 0, failed: 1, usage: 2, waiting: 3, refused: 4 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/**
 * Base of every error a person may see. The message says what happened and quotes the value; `hint` says the
 * way out. Neither may ever hold a secret: they are printed, logged and written into reports.
 */
export abstract class GodwitError extends Error {
  /** Stable, kebab-case; one per fact. */
  abstract readonly code: string;
  readonly exit: ExitCode = exitCode.failed;
  /** It may go well another time, with nothing changed: a run stops here and can go on from here. */
  readonly transient: boolean = false;
  readonly hint?: string;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    if (options.hint !== undefined) this.hint = options.hint;
  }
}
