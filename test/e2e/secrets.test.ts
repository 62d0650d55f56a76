import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Target } from '../../postgres/connection/target.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { godwit, resultOf } from '../support/godwit.ts';
import { prepared } from '../support/prepared.ts';

/** With characters that are written otherwise in a URL, so that both spellings are looked for. */
const password = 'c4nary/p@ss:w0rd';
const keys = { ANTHROPIC_API_KEY: 'sk-ant-c4nary-of-the-model', GITHUB_TOKEN: 'ghp_c4nary0of0the0tracker' };
const spellings = [password, encodeURIComponent(password), ...Object.values(keys)];

test('no password and no token is anywhere that a run leaves anything', async () => {
  await using app = await prepared();
  await using state = await testDatabase();
  const role = `canary_${process.pid}`;
  await app.db.query(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${password}'`);
  await using _role = {
    [Symbol.asyncDispose]: async () => {
      await app.db.query(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}`);
      await state.query(
        `REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`,
      );
    },
  };
  const urlOf = ({ target: { host, port, database } }: TestDatabase) =>
    `postgresql://${role}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const env = { DATABASE_URL: urlOf(app.db), GODWIT_STATE_URL: urlOf(state), ...keys };
  expect(Target.parse(env.DATABASE_URL).connectionString()).toContain(encodeURIComponent(password));
  await talkative(app.root);

  const options = { cwd: app.root, env };
  const ran = await godwit(
    ['run', 'issues/add-difficulty.md', '--yes', '--json', '--model', 'playbook'],
    options,
  );
  const result = resultOf(ran) as { run: string; status: string };
  expect(result, ran.stderr).toMatchObject({ status: 'done' });
  const shown = await godwit(['show', result.run], options);
  const doctor = await godwit(['doctor'], options);

  // The app did print it, so that what is looked for could have been found.
  expect(await textsOf(state)).toContain('database is ***');
  const places: [string, string][] = [
    ...[ran, shown, doctor].flatMap(({ stdout, stderr }): [string, string][] => [
      ['stdout', stdout],
      ['stderr', stderr],
    ]),
    ['state database', await textsOf(state)],
    ['target', await textsOf(app.db)],
    ...(await filesBelow(app.root)),
  ];
  expect(places.length).toBeGreaterThan(30);
  for (const [place, text] of places)
    for (const spelling of spellings) expect(text.includes(spelling), `${spelling} in ${place}`).toBe(false);
});

/** An app whose tests print the whole connection string, and all else that they are given. */
async function talkative(root: string): Promise<void> {
  const path = join(root, 'package.json');
  const app = JSON.parse(await readFile(path, 'utf8')) as { scripts: Record<string, string> };
  const print = `node -e "console.log('database is ' + process.env.DATABASE_URL, process.env)"`;
  app.scripts.test = `${app.scripts.test} && ${print}`;
  await writeFile(path, JSON.stringify(app, null, 2));
}

/** Every value of every table, binary ones as the text they hold. */
async function textsOf(db: TestDatabase): Promise<string> {
  const columns = await db.query<{ from: string; column: string; binary: boolean }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS from, quote_ident(a.attname) AS column,
       a.atttypid = 'bytea'::regtype AS binary
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { from, column, binary } of columns) {
    const value = binary ? `encode(${column}, 'escape')` : `${column}::text`;
    const [row] = await db.query<{ text: string | null }>(
      `SELECT string_agg(DISTINCT ${value}, E'\\n') AS text FROM ${from}`,
    );
    texts.push(row?.text ?? '');
  }
  expect(columns.length).toBeGreaterThan(10);
  return texts.join('\n');
}

async function filesBelow(root: string): Promise<[string, string][]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }): Promise<[string, string]> => {
      const path = join(parentPath, name);
      return [path, await readFile(path, 'latin1')];
    }),
  );
}
