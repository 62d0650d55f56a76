/** One call the playbook wants to make. */
export interface Move {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export const call = (name: string, input: Readonly<Record<string, unknown>>): Move => ({ name, input });

/** Ends the run; the playbook has rules, and no idea what to do where they end. */
export const stop = (reason: string, hint?: string): Move =>
  call('stop', hint === undefined ? { reason } : { reason, hint });
