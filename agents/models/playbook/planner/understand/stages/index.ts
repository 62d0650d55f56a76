import type { Sentence } from '../../text/sentences.ts';
import type { ReaderState } from '../reader-state.ts';
import { withoutContext, withoutElsewhere, withoutMotive } from './aside.ts';
import { withDoubts, withoutBareTitle, withoutQuestion } from './doubts.ts';
import { withoutHazards } from './hazards.ts';
import { withNames } from './names.ts';
import { prepared } from './prepared.ts';
import { readForms, readPlain, readShown, readStatements } from './requests.ts';
import type { Stage } from './stage.ts';

const stages: readonly Stage[] = [
  withoutHazards,
  withoutContext,
  withNames,
  withDoubts,
  withoutBareTitle,
  readStatements,
  withoutMotive,
  withoutElsewhere,
  readShown,
  readPlain,
  withoutQuestion,
  readForms,
];

/** A sentence goes from stage to stage, until one has dealt with the rest of it. */
export function readSentence(state: ReaderState, said: Sentence): void {
  const { given, sentence } = prepared(state, said);
  const reading = { state, given, read: (part: Sentence) => readSentence(state, part) };
  let left: Sentence | undefined = sentence;
  for (const stage of stages) {
    if (!left) return;
    left = stage(left, reading);
  }
}
