import { serverMajor } from '../../../support/server-version.ts';

/** One change of one attribute, and the words a person gets for it. `$role` is a role of the test's own. */
export interface Mutation {
  readonly name: string;
  readonly setup: string;
  readonly change: string;
  /** The PostgreSQL that can first do it, or first says it like that. */
  readonly since?: number;
  readonly texts: readonly string[];
}

export const canHappen = ({ since = 0 }: Mutation): boolean => since <= serverMajor;
