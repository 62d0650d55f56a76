import type pg from 'pg';
import { ident } from '../sql.ts';
import type { Production } from './production.ts';

/** Below this the two checkpoints that a file copy forces on the server cost more than writing the pages to the log. */
const fileCopyFromBytes = 64 * 1024 * 1024;

/**
 * The server copies the files. Nobody else may be in production, and nobody gets in while it is copied, so this is
 * for databases that are not in use: `production.others` is looked at first, since the server would wait 5 s to refuse.
 */
export async function copyByTemplate(
  session: pg.Client,
  source: string,
  production: Production,
  branch: string,
): Promise<void> {
  if (production.others > 0) throw new Error(`${production.others} other sessions use the database`);
  const fileCopy = production.server >= 150_000 && production.bytes > fileCopyFromBytes;
  // Shares the blocks of production where the file system can; elsewhere the kernel copies.
  if (fileCopy && production.server >= 180_000 && /linux/.test(production.platform))
    await session.query(`SET file_copy_method = 'clone'`);
  await session.query(
    `CREATE DATABASE ${ident(branch)} TEMPLATE ${ident(source)}${ownerClause(production)}` +
      (fileCopy ? ' STRATEGY FILE_COPY' : ''),
  );
}

/** Production's owner where this role may give it away; else the branch stays ours. */
export const ownerClause = ({ owner, owner_is_ours }: Production): string =>
  owner_is_ours ? ` OWNER ${ident(owner)}` : '';
