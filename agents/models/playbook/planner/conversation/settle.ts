import { doubtOf, partOf } from '../questions.ts';
import { isAssent, isLeftOut, isWithoutLimit } from './left-out.ts';
import { paired } from './paired.ts';
import type { Effects, Round, Settled } from './round.ts';
import { statementOf } from './statement.ts';

/** A question as it was asked, and as it is called while the request is read. */
interface Open {
  readonly question: string;
  readonly key: string;
}

export interface Heard {
  readonly settled: Settled;
  /** What answers say, as further text of the request. */
  readonly said: readonly string[];
  /** Names of the request that mean others. */
  readonly meant: ReadonlyMap<string, string>;
}

/**
 * Hears one answer: what it leaves out or holds is settled, and the rest is read as text. A part
 * that nobody understood was said anew only by a text that orders something.
 */
export function hear(
  before: Heard,
  open: readonly Open[],
  { questions, answer }: Round,
  { orders, replaces, isNeeded, isOnce, isColumn }: Effects,
): Heard {
  const leftOut = new Set(before.settled.leftOut);
  const held = new Set(before.settled.held);
  const withdrawn = [...before.settled.withdrawn];
  const said: string[] = [];
  const meant = new Map(before.meant);
  const keys = questions.map((asked) => open.find(({ question }) => question === asked)?.key ?? asked);
  const { of, rest } = parted(keys, questions, answer);
  for (const [at, key] of keys.entries()) {
    const text = of[at];
    if (text === undefined) continue;
    const asked = partOf(key);
    const sentence = doubtOf(key);
    if (asked?.isLimit) {
      const { sentence: place } = asked;
      // What stands there in other words would be done as well.
      if (place !== undefined && replaces(place, text)) {
        withdrawn.push(place);
        said.push(text);
        leftOut.add(key);
      } else if (isWithoutLimit(text)) leftOut.add(key);
      continue;
    }
    if (isLeftOut(text, asked?.part ?? sentence ?? '')) {
      if (asked !== undefined) leftOut.add(key);
      // What another sentence orders as well is not taken back with this one.
      if (sentence !== undefined && isNeeded(sentence)) withdrawn.push(sentence);
      continue;
    }
    if (isAssent(text) && sentence !== undefined) {
      held.add(key);
      continue;
    }
    const statement = statementOf(key, text);
    const [name] = statement?.meant ?? [];
    const clear = name !== undefined && (isOnce(name) || !(statement?.once || isColumn(name)));
    if (clear && statement?.meant) meant.set(...statement.meant);
    const says = statement === undefined || (name !== undefined && !clear) ? text : statement.says;
    if (says !== undefined && !said.includes(says)) said.push(says);
    if (asked !== undefined && orders(text)) leftOut.add(key);
  }
  const all = [...before.said, ...said, ...(rest === '' ? [] : [rest])];
  return { settled: { leftOut, held, withdrawn }, said: all, meant };
}

const theRest = /\b(?:rest|remainder|others?|everything|all|both|nothing|only)\b/i;

/** What is said to each question; `rest` to none of them in particular. */
function parted(
  keys: readonly string[],
  questions: readonly string[],
  answer: string,
): { readonly of: readonly (string | undefined)[]; readonly rest: string } {
  const pairs = paired(questions, answer);
  if (pairs) return { of: pairs, rest: '' };
  if (isLeftOut(answer, '') || isAssent(answer)) return { of: keys.map(() => answer), rest: '' };
  const pieces = answer
    .split(/[.;\n]+(?=\s|$)|,?\s+(?:and|but)\s+(?=(?:please )?(?:leave|ignore|skip|omit|forget|disregard)\b)/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const used = new Set<string>();
  const of = keys.map((key) => {
    const words = partOf(key)?.part ?? doubtOf(key);
    const piece =
      words === undefined
        ? undefined
        : pieces.find((one) => isLeftOut(one, words) && (!isLeftOut(one, '') || theRest.test(one)));
    if (piece !== undefined) used.add(piece);
    return piece;
  });
  const rest = pieces.filter((piece) => !used.has(piece)).join('. ');
  const unsaid = of.flatMap((piece, at) => (piece === undefined ? [at] : []));
  const [only, ...others] = unsaid;
  return used.size > 0 && only !== undefined && others.length === 0 && rest !== ''
    ? { of: of.map((piece, at) => (at === only ? rest : piece)), rest: '' }
    : { of, rest };
}
