import type { StepDraft } from '../operations/operation.ts';

/** How what a way back drops is kept. */
export interface Kept {
  /** `godwit_archive.name` */
  readonly archive: string;
  /** Before anything goes; the way there again ends with them, and brings back what they keep. */
  readonly steps: readonly StepDraft[];
  /** SQL for the transaction that drops it, before it does. */
  readonly last: readonly string[];
}
