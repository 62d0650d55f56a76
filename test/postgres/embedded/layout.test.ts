import { expect, test } from 'vitest';
import { defaultDataDir, layout } from '../../../postgres/embedded/layout.ts';

test('the data folder is the platform’s, unless GODWIT_DATA_DIR says otherwise', () => {
  const home = process.env.HOME ?? '';
  expect(defaultDataDir({}, 1000, 'linux')).toBe(`${home}/.local/share/godwit`);
  expect(defaultDataDir({ XDG_DATA_HOME: '/data' }, 1000, 'linux')).toBe('/data/godwit');
  expect(defaultDataDir({ XDG_DATA_HOME: 'relative' }, 1000, 'linux')).toBe(`${home}/.local/share/godwit`);
  expect(defaultDataDir({}, 501, 'darwin')).toBe(`${home}/Library/Application Support/godwit`);
  expect(defaultDataDir({ XDG_DATA_HOME: '/data' }, 0, 'linux')).toBe('/var/lib/godwit');
  expect(defaultDataDir({ GODWIT_DATA_DIR: '/elsewhere' }, 0, 'linux')).toBe('/elsewhere');
});

test('no socket path is longer than the system takes', () => {
  for (const length of [1, 50, 80, 90, 120, 3000]) {
    const { socketDir } = layout(`/${'d'.repeat(length)}`);
    expect(Buffer.byteLength(`${socketDir}/.s.PGSQL.5432`)).toBeLessThanOrEqual(103);
  }
  expect(layout('/home/a/godwit').socketDir).toBe('/home/a/godwit/socket');
  expect(layout('/home/ä/godwit').socketDir).toMatch(/^\/tmp\/godwit-/);
  expect(layout('/home/a,b/godwit').socketDir).not.toBe(layout('/home/a,c/godwit').socketDir);
});
