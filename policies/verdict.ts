import { type InputPlace, placeIn, placeText, type Span } from './place.ts';

/** `confirm`: a person must say yes to exactly this call before it runs. */
export type VerdictKind = 'allow' | 'confirm' | 'deny';

/** What a policy says about one call of one tool. */
export interface Verdict {
  readonly verdict: VerdictKind;
  /** Stable id, e.g. `bash/command-not-allowed`; documented in docs/policies.md. */
  readonly rule: string;
  /** Plain words; quotes the part of the input that decided. */
  readonly reason: string;
  /** The way out, for the model and the person. */
  readonly hint?: string;
  /** The part of the input that decided; absent where no part did (an allowed call, a tool that is not granted). */
  readonly place?: InputPlace;
}

/** A verdict on a part of a text, by somebody who does not know what field of the input the text is. */
export interface Objection extends Verdict {
  readonly span?: Span;
}

export const allow = (rule: string, reason: string): Verdict => ({ verdict: 'allow', rule, reason });
export const confirm = (rule: string, reason: string, hint?: string): Verdict => ({
  verdict: 'confirm',
  rule,
  reason,
  ...(hint === undefined ? {} : { hint }),
});
export const deny = (rule: string, reason: string, hint?: string): Verdict => ({
  verdict: 'deny',
  rule,
  reason,
  ...(hint === undefined ? {} : { hint }),
});

/** Says where: at the objection's span of the field's text, else at the whole field. An allowed call has no place. */
export function inField(field: string, text: string, { span, ...verdict }: Objection): Verdict {
  if (verdict.verdict === 'allow' || verdict.place !== undefined) return verdict;
  return { ...verdict, place: placeIn(field, text, span) };
}

/** What a model is told whose call does not run. */
export function denialText({ rule, reason, hint, place }: Verdict): string {
  const at = place === undefined ? '' : ` at ${placeText(place)}`;
  return `Denied by policy (${rule}${at}): ${reason}${hint === undefined ? '' : `\n${hint}`}`;
}

const severity: Record<VerdictKind, number> = { allow: 0, confirm: 1, deny: 2 };

/** The strictest of several verdicts; the first one among equals. */
export function strictest<One extends Verdict>(first: One, ...rest: readonly One[]): One {
  return rest.reduce(
    (worst, next) => (severity[next.verdict] > severity[worst.verdict] ? next : worst),
    first,
  );
}
