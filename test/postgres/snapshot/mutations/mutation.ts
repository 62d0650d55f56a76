/** One change of one attribute, and the words a person gets for it. `$role` is a role of the test's own. */
export interface Mutation {
  readonly name: string;
  readonly setup: string;
  readonly change: string;
  readonly texts: readonly string[];
}
