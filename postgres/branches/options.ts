import type pg from 'pg';
import type { CopyWay } from './metadata.ts';

export interface CreateBranchOptions {
  readonly name: string;
  readonly runId: string;
  /** Schema fingerprint of the database of a session; branch and production must have the same. */
  readonly fingerprint: (session: pg.Client) => Promise<string>;
  /** In words, one line each, how the schemas differ; asked only when the fingerprints do. */
  readonly explain?: (production: pg.Client, branch: pg.Client) => Promise<readonly string[]>;
  /** Only this way of copying; without it the first that works. */
  readonly way?: CopyWay;
  /** Bytes; a larger production is refused. Default 10 GiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export const defaultMaxBytes = 10 * 1024 ** 3;
