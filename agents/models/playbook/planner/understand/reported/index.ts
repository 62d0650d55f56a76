import type { ReaderState } from '../reader-state.ts';
import { readLackedRule } from './lacked.ts';
import { readLongerType } from './longer-type.ts';
import { readRedundantIndexes } from './redundant-indexes.ts';

/** Reads what a report says is lacking, too many or too short, where the text orders nothing in so many words. */
export function readReported(
  state: ReaderState,
  request: { readonly title: string; readonly body: string },
): void {
  for (const read of [readLackedRule, readRedundantIndexes, readLongerType]) read(state, request);
}
