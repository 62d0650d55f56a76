import type { RunStateValue } from '../state.ts';

export type Conversation = RunStateValue['conversation'];

/**
 * Bytes of JSON that a token stands for. SQL and English have about four; too few is a compaction that comes early,
 * too many a request that the API refuses.
 */
const bytesPerToken = 3;

/** About how many tokens a value is in a request. */
export const tokensOf = (value: unknown): number =>
  Math.ceil(Buffer.byteLength(JSON.stringify(value)) / bytesPerToken);
