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

const severity: Record<VerdictKind, number> = { allow: 0, confirm: 1, deny: 2 };

/** The strictest of several verdicts; the first one among equals. */
export function strictest(first: Verdict, ...rest: readonly Verdict[]): Verdict {
  return rest.reduce(
    (worst, next) => (severity[next.verdict] > severity[worst.verdict] ? next : worst),
    first,
  );
}
