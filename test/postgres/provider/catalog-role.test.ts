import { expect, test } from 'vitest';
import { readCatalog } from '../../../postgres/catalog/index.ts';
import { withSession } from '../../../postgres/connection/session.ts';
import { startEmbedded } from '../../../postgres/embedded/start.ts';
import { asCatalogRole } from '../../../postgres/provider/catalog-role.ts';
import { LocalProvider } from '../../../postgres/provider/local-provider.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a schema is described as a role that can read no row, and just as whole', async () => {
  using folder = temporaryFolder();
  // Roles are of the whole server: one of its own.
  const server = await startEmbedded({ dataDir: folder.path, durable: false });
  try {
    const target = await server.ensureDatabase('app');
    const provider = await LocalProvider.open(target, 'postgres');
    await withSession(target, { applicationName: 'test' }, async (session) => {
      await session.query(`CREATE TABLE secrets (id int PRIMARY KEY, text text NOT NULL CHECK (text <> ''));
        INSERT INTO secrets VALUES (1, 'x'); CREATE VIEW v AS SELECT * FROM secrets;
        CREATE SCHEMA hidden; CREATE TYPE hidden.mood AS ENUM ('good'); CREATE TABLE hidden.t (m hidden.mood)`);
      const who = () => session.query('SELECT current_user::text AS who').then(({ rows }) => rows[0]?.who);
      const login = await who();
      // Without the role nothing is made, and the login reads.
      expect(await asCatalogRole(session, who)).toBe(login);
      const all = await readCatalog(session);

      await session.query('CREATE ROLE godwit_catalog NOLOGIN');
      const described = await provider.describeCatalog(provider.productionRef);
      const { roles, user, ...rest } = all as typeof all & { roles?: unknown; user?: unknown };
      expect(described).toMatchObject(rest);
      expect(await asCatalogRole(session, who)).toBe('godwit_catalog');
      await expect(asCatalogRole(session, () => session.query('TABLE secrets'))).rejects.toThrow(
        'permission denied for table secrets',
      );
      expect(await who()).toBe(login);

      // A member that may not become it reads as itself.
      await session.query('CREATE ROLE planner; GRANT godwit_catalog TO planner WITH SET FALSE');
      await session.query('SET SESSION AUTHORIZATION planner');
      expect(await asCatalogRole(session, who)).toBe('planner');
    });
  } finally {
    await server.release();
  }
});
