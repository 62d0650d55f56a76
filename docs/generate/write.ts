import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { asset } from '../../package-root.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { withSession } from '../../postgres/connection/session.ts';
import { startEmbedded } from '../../postgres/embedded/start.ts';
import { pages } from './pages.ts';

// npm run docs:operations
const dataDir = mkdtempSync(join(tmpdir(), 'godwit-docs-'));
const server = await startEmbedded({ dataDir, durable: false });
try {
  const target = await server.ensureDatabase('docs');
  const catalog = await withSession(target, { applicationName: 'docs' }, async (session) => {
    await session.query(readFileSync(asset('docs/generate/schema.sql'), 'utf8'));
    return readCatalog(session);
  });
  const folder = asset('docs/operations');
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of pages(catalog)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
} finally {
  await server.release();
  rmSync(dataDir, { recursive: true, force: true });
}
