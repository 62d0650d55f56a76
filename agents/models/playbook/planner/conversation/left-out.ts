import { assents, courtesies, leavingOut, withoutLimit } from '../lexicon/left-out.ts';
import { isStopword } from '../lexicon/stopwords.ts';
import { fold, tokenize } from '../text/tokens.ts';

const lead =
  /^(?:(?:ok(?:ay)?|well|please|just|you can|you may|you should|we can|we should|let's|let us|so|then|and|no|yes|also|simply|bitte|por favor) )+(?=\S)/;
const verb = /^(?:leave(?: out)?|ignore|skip|omit|disregard|exclude|forget(?: about)?|pass over) /;
const behind =
  / (?:out|aside|alone|away|be|too|also|please|here|for now|as well|altogether|entirely|completely)$/;
const pointing: ReadonlySet<string> = new Set(
  'part parts point bit sentence line lines thing things stuff topic about on with regarding one ones wish it its out'.split(
    ' ',
  ),
);

const plain = (text: string): string =>
  fold(text)
    .replace(/[’‘]/g, "'")
    .replace(/["`“”„]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const clauses = (text: string): readonly string[] =>
  plain(text)
    .split(/[.,;!?\n]+| (?:and|but|because|since|as|so|—|–|-) /)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '' && !courtesies.test(clause));

/** `Ignore the frobnication part`, of a part that speaks of frobnication: nothing is named but what stands in it. */
function namesOnly(clause: string, part: string): boolean {
  const said = clause.replace(verb, '').replace(behind, '');
  if (said === clause || part === '') return false;
  const known = new Set(tokenize(plain(part)).map(({ low }) => low));
  const words = tokenize(said).filter((token) => token.kind !== 'punct');
  const own = words.filter((token) => known.has(token.low) && token.low.length > 3);
  return (
    own.length > 0 &&
    words.every((token) => known.has(token.low) || pointing.has(token.low) || isStopword(token))
  );
}

/**
 * Whether an answer says that what was asked about is left out, in each of its clauses: what says anything else
 * as well is read as text. `part` are the words that were asked about.
 */
export function isLeftOut(answer: string, part: string): boolean {
  const said = clauses(answer);
  return (
    said.length > 0 &&
    said.every((clause) =>
      [clause, clause.replace(lead, '')].some(
        (one) =>
          leavingOut.some((form) => form.test(one.replace(behind, ''))) ||
          leavingOut.some((form) => form.test(one)) ||
          namesOnly(one, part),
      ),
    )
  );
}

/** `For all of them`, `without it`: what is limited in words that nobody understood is meant without the limit. */
export const isWithoutLimit = (answer: string): boolean => {
  const said = clauses(answer);
  return said.length > 0 && said.every((clause) => withoutLimit.test(clause.replace(lead, '')));
};

export function isAssent(answer: string): boolean {
  const said = clauses(answer);
  return (
    said.length > 0 && said.every((clause) => assents.test(clause) || assents.test(clause.replace(lead, '')))
  );
}

/** `Never mind`: nothing of the request shall be done. */
export const isTakenBack = (answer: string): boolean => {
  const said = clauses(answer);
  return said.length > 0 && said.every((clause) => takenBack.test(clause));
};
const takenBack =
  /^(?:never ?mind|forget (?:it|about it|the whole thing|all of it|everything)|cancel(?: (?:it|that|this|the (?:run|request)|everything))?|abort|stop(?: it| here)?|do nothing|no change at all|i changed my mind|we (?:do not|don't) need (?:it|this|that) any ?more)$/;

/** `No`, `not yet`, to what was asked whether it holds. */
export const isDenial = (answer: string): boolean => {
  const said = clauses(answer);
  return said.length > 0 && said.every((clause) => denials.test(clause));
};
const denials =
  /^(?:no|nope|not? (?:yet|at all|really|sure|settled|decided)|(?:it|this|that)(?:'s| is)(?: still)? (?:not|open|undecided)(?: (?:settled|decided|yet|clear))*|(?:it|this|that) isn't(?: settled| decided| yet)*|undecided|still open|nein|noch nicht|todavia no|aun no|non|pas encore|nao|ainda nao)$/;
