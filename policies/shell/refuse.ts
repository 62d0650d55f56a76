import type { ShellRefusal } from './script.ts';

/** Leaves the parser from any depth; never leaves this folder. */
export class Refused extends Error {
  readonly refusal: ShellRefusal;
  constructor(refusal: ShellRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

export const refuse = (rule: string, reason: string, hint?: string): Refused =>
  new Refused({ rule, reason, ...(hint === undefined ? {} : { hint }) });
