/** What a person was asked, and said. */
export interface Round {
  readonly questions: readonly string[];
  readonly answer: string;
}

/** What the answers so far have settled, besides what they say as further text of the request. */
export interface Settled {
  /** Questions about parts of the text that are left out, or said anew. */
  readonly leftOut: ReadonlySet<string>;
  /** Questions that a yes has settled. */
  readonly held: ReadonlySet<string>;
  /** Sentences that are taken back. */
  readonly withdrawn: readonly string[];
}

export const nothingSettled: Settled = { leftOut: new Set(), held: new Set(), withdrawn: [] };
