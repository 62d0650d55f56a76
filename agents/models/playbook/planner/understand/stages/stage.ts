import type { Sentence } from '../../text/sentences.ts';
import type { ReaderState } from '../reader-state.ts';

export interface Reading {
  readonly state: ReaderState;
  /** As it was written. */
  readonly given: Sentence;
  /** Reads a part of it as a sentence of its own. */
  readonly read: (part: Sentence) => void;
}

/** Takes out of a sentence what it deals with; undefined where nothing is left to read. */
export type Stage = (sentence: Sentence, reading: Reading) => Sentence | undefined;
