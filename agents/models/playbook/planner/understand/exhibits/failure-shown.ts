import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

const fails =
  /\b(?:fails?|failing|crashes|throws|errors? out|does not work|doesn't work|not working|is broken|stopped working)\b/i;
/** The statement is the remedy, and not what failed. */
const remedies =
  /\b(?:fix(?:ed|es)?|solutions?|resolve[ds]?|propos\w+|suggest\w*|recommend\w*|should|need|needs|must|want|add|create|change|remed\w+|migration|workaround|instead|helps?|missing)\b/i;

/** `Signup fails when …` above the statements with which it does: what was run, and no order. */
export const isFailureShown = (
  title: Sentence | undefined,
  above: Sentence | undefined,
  section: string,
): boolean =>
  title !== undefined &&
  fails.test(textOf(title.tokens)) &&
  !remedies.test(textOf(title.tokens)) &&
  !remedies.test(section) &&
  (above === undefined || !remedies.test(textOf(above.tokens)));
