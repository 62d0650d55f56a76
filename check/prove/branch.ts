import { randomUUID } from 'node:crypto';
import { dropBranch } from '../../postgres/branches/branches.ts';
import type { Target } from '../../postgres/connection/target.ts';
import { LocalProvider } from '../../postgres/provider/local-provider.ts';
import { ProofDatabase } from './database.ts';
import type { Opened } from './replay.ts';
import { ScratchServer } from './scratch.ts';

/**
 * A branch of a database in use, with its schema and rows: the database itself is only read.
 * @throws what making a branch throws
 */
export async function openBranch(production: Target, signal: AbortSignal): Promise<Opened> {
  const provider = await LocalProvider.open(production, 'postgres');
  const branch = await provider.createBranch('check', randomUUID());
  try {
    const scratch = await ScratchServer.open(production.withDatabase(branch.id), signal);
    try {
      const target = production.withDatabase(await scratch.adopt(branch.id));
      return { database: new ProofDatabase(target, signal, scratch.family), close: () => scratch.close() };
    } catch (error) {
      await scratch.close();
      throw error;
    }
  } catch (error) {
    await dropBranch(production, branch.id);
    throw error;
  }
}
