import { createHash } from 'node:crypto';

/** Names a call in the audit and in keys of the timeline. */
export const inputHash = (tool: string, input: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([tool, input]))
    .digest('hex');
