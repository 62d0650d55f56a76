import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installedServer } from '../../../bench/installed-server.ts';
import type { EmbeddedServer } from '../../../postgres/embedded/server.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { type Difference, sameButForColumnOrder } from '../../../postgres/snapshot/index.ts';
import type { Area } from '../../fixtures/derived-downs/case.ts';
import { areas } from '../../fixtures/derived-downs/index.ts';
import { sampleOf } from '../../fixtures/derived-downs/sample.ts';
import { deriveAll } from './derived-downs.ts';
import { dumpOf } from './pg-dump.ts';

const installed = installedServer();

describe.skipIf(installed === null)('pg_dump of before and after agrees with the verdict', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'godwit-oracle-'));
  let server: EmbeddedServer;
  beforeAll(async () => {
    if (installed !== null) server = await startEmbedded({ dataDir, durable: false, binaries: installed });
  });
  afterAll(async () => {
    await server?.release();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test.concurrent.each(Object.entries(areas))(
    'on %s',
    async (_, area) => {
      if (installed === null) return;
      const wrong: string[] = [];
      let looks = 0;
      let before = '';
      await deriveAll(
        server.target('postgres'),
        sampleOf(known(area), 80),
        async ({ name, database }, differences) => {
          await database.release();
          const dump = await dumpOf(installed, database.target);
          if (name === 'before') {
            before = dump;
            return;
          }
          looks += 1;
          const seen = differences.filter((difference) => !isBeyondPgDump(difference));
          const [ours, theirs] = [sameButForColumnOrder(seen), dump === before];
          if (ours !== theirs) wrong.push(`${name}: ${seen.map(({ text }) => text).join('; ')}`);
        },
      );
      expect(looks).toBeGreaterThan(0);
      expect(wrong).toEqual([]);
    },
    600_000,
  );
});

/** What a dump of one schema does not hold; the verdict does. */
const isBeyondPgDump = ({ kind, attribute }: Difference): boolean =>
  kind === 'database' ||
  kind === 'database setting' ||
  attribute === 'populated' ||
  attribute === 'triggers not enabled';

/** Syntax of later versions is left out on an older server. */
function known({ before, ups, destroying = {} }: Area): Area {
  const later =
    Number(installed?.major) < 18 ? /\bvirtual\b|not enforced|constraint \w+ not null|set expression/ : /^$/;
  const those = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(all).filter(([, sql]) => !later.test(sql)));
  return { before, ups: those(ups), destroying: those(destroying) };
}
