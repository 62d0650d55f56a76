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

/** What a text or its lack would come to. */
export interface Effects {
  /** It adds a change to what is understood. */
  orders(text: string): boolean;
  /** It orders something where this sentence does not stand. */
  replaces(sentence: string, text: string): boolean;
  /** Without this sentence less is understood. */
  isNeeded(sentence: string): boolean;
  /** The request says this value in one place. */
  isOnce(value: string): boolean;
  /** A table has a column that is called so: elsewhere in the request it may be that one. */
  isColumn(name: string): boolean;
}

export const nothingSettled: Settled = { leftOut: new Set(), held: new Set(), withdrawn: [] };
