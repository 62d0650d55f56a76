import type { Token } from '../../text/tokens.ts';

const writes = /^\s*(?:delete\s+from|update|insert\s+into)\s/i;
const tells =
  /\b(?:(?:full|seq\w*)(?: table)? scans?|slow\w*|takes (?:too|very|up|over|about|around|more|~|>|\d|forever|ages)|timeouts?|times out|timed out|explain|deadlocks?)\b/i;
const orders = /\b(?:please|run (?:this|the|it)|execute|apply|should|must|need to)\b/i;

/** `The nightly job does a full scan:` above a statement: shown, and not to be run. */
export const isShownQuery = (spans: readonly Token[], around: readonly string[]): boolean =>
  spans.every(({ text }) => writes.test(text)) &&
  around.some((text) => tells.test(text)) &&
  !around.some((text) => orders.test(text));
