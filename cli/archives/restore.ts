import { GodwitError } from '../../errors.ts';
import { exitOf } from '../../graph/engine/result.ts';
import { UnknownArchive } from '../../postgres/archives/index.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { Target } from '../../postgres/connection/target.ts';
import { compileOperations, matchedRows } from '../../postgres/operations/index.ts';
import type { LocalProvider } from '../../postgres/provider/local-provider.ts';
import { qualified } from '../../postgres/sql.ts';
import { answerer, answerMode } from '../answers.ts';
import { drive } from '../drive.ts';
import { CannotRestore } from '../errors.ts';
import { knownWork } from '../known-work.ts';
import type { CommonOptions } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { Session } from '../session.ts';

/**
 * A run like any other, so that the way there and the way back are proven on a branch, a person says yes to exactly
 * this SQL, and history, files and types agree afterwards.
 */
export async function restore(name: string, options: CommonOptions): Promise<void> {
  const channel = openChannel(options.json === true, process);
  await using session = new Session(process.env, channel);
  const result = await drive(
    {
      kind: 'known',
      find: async ({ provider }) => {
        const operation = { op: 'restore_archive' as const, name };
        return knownWork(`godwit archives restore ${name}`, [operation], await whatComesBack(name, provider));
      },
    },
    options,
    answerer(answerMode(options, process), channel),
    channel,
    session,
  );
  process.exitCode = exitOf[result.status];
}

/** Told before anything begins. @throws UnknownArchive, CannotRestore */
async function whatComesBack(
  name: string,
  provider: LocalProvider,
): Promise<{ title: string; assumptions: string[] }> {
  const catalog = await provider.readCatalog(provider.productionRef);
  const known = (catalog.archived ?? []).filter((one) => (catalog.archives ?? []).includes(one.name));
  const object = known.find((one) => one.name === name)?.object;
  if (!(catalog.archives ?? []).includes(name) && !(catalog.archived ?? []).some((one) => one.name === name))
    throw new UnknownArchive(
      name,
      known.map((one) => one.name),
    );
  assertPossible(name, catalog);
  if (object == null) throw new Error(`archive ${name} passed as one that can be restored`);
  const table = `${object.schema}.${object.table}`;
  if (object.kind === 'table') return { title: `restore ${table}`, assumptions: [] };
  const { DATABASE_URL: url = '' } = provider.environment(provider.productionRef);
  const { kept, found } = await withSession(
    Target.parse(url),
    { applicationName: 'godwit archives' },
    async (session) => {
      const { rows } = await session.query<{ kept: number; found: number }>(
        matchedRows(name, object, catalog),
      );
      return rows[0] ?? { kept: 0, found: 0 };
    },
  );
  if (kept > 0 && found === 0) {
    throw new CannotRestore(
      `godwit_archive.${name}: none of the ${kept} rows that it knows is in ${table} any more`,
      `read the values where they are: SELECT * FROM ${qualified('godwit_archive', name)}`,
    );
  }
  const gone = kept - found;
  return {
    title: `restore ${table}.${object.column.name}`,
    assumptions: [
      gone === 0
        ? `all ${kept} rows that the archive knows are in ${table}`
        : `${found} of the ${kept} rows that the archive knows are in ${table}; what it holds of the ${gone} that are gone stays in it`,
    ],
  };
}

function assertPossible(name: string, catalog: Catalog): void {
  try {
    compileOperations([{ op: 'restore_archive', name }], catalog);
  } catch (error) {
    throw error instanceof GodwitError ? new CannotRestore(error.message, error.hint) : error;
  }
}
