// Makes `npx godwit` work from any folder of a clone: npm links the commands of dependencies, not a project's own.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'node_modules', '.bin');
mkdirSync(folder, { recursive: true });
const link = join(folder, 'godwit');
rmSync(link, { force: true });
if (process.platform === 'win32') writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\godwit.js" %*\r\n');
else symlinkSync('../../bin/godwit.js', link);
