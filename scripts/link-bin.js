// Makes `npx godwit` work from any folder of a clone. Not by "bin" in package.json: npx installs a project with a "bin"
// of its own into a cache that all clones share, so a second clone would run the first one's code.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'node_modules', '.bin');
mkdirSync(folder, { recursive: true });
const link = join(folder, 'godwit');
rmSync(link, { force: true });
if (process.platform === 'win32')
  writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\godwit.js" %*\r\n');
else symlinkSync('../../bin/godwit.js', link);
