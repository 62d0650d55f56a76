import type { SnapshotObject } from '../../snapshot/index.ts';
import { ident } from '../../sql.ts';

/** Attributes of an object that is wanted and not there. */
export type Attributes = SnapshotObject['attributes'];

/** Who makes an object owns it; the former owner gets it back. `address` as ALTER names it, with its kind. */
export const givenBack = (address: string, { owner }: Attributes): string[] =>
  owner === undefined ? [] : [`ALTER ${address} OWNER TO ${ident(owner)}`];
