import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Edit } from '../../tools/Edit.ts';
import { Glob } from '../../tools/Glob.ts';
import { Grep } from '../../tools/Grep.ts';
import { Read } from '../../tools/Read.ts';
import { Write } from '../../tools/Write.ts';
import { testFolder } from '../support/folder.ts';
import { toolContext } from './support/tool-context.ts';

const none = { require_confirmation: false };
const app = () =>
  testFolder({
    'src/app.ts': 'one\ntwo\nthree\n',
    'supabase/migrations/1_a.sql': 'CREATE TABLE tasks ();\n',
    '.env': 'PASSWORD=secret\n',
    '.env.example': 'PASSWORD=\n',
    'node_modules/x/a.sql': 'tasks',
  });

describe('Read', () => {
  test('numbers lines and pages', async () => {
    using folder = app();
    const read = (offset?: number, limit?: number) =>
      Read.run({ file_path: 'src/app.ts', offset, limit }, toolContext(folder), none);
    expect((await read()).output).toEqual({
      path: 'src/app.ts',
      content: '     1\tone\n     2\ttwo\n     3\tthree',
      totalLines: 3,
      notice: null,
    });
    expect((await read(2, 1)).output).toMatchObject({
      content: '     2\ttwo',
      notice: 'lines 2 to 2 of 3; go on with offset 3',
    });
  });

  test('refuses what is no text', async () => {
    using folder = app();
    writeFileSync(join(folder.path, 'a.bin'), Buffer.from([1, 0, 2]));
    writeFileSync(join(folder.path, 'latin1.txt'), Buffer.from([0xe9]));
    const read = (file_path: string) => Read.run({ file_path }, toolContext(folder), none);
    await expect(read('a.bin')).rejects.toThrow('"a.bin" cannot be read: it is a binary file');
    await expect(read('latin1.txt')).rejects.toThrow('it is not UTF-8');
    await expect(read('src')).rejects.toThrow('it is not a file');
    await expect(read('src/none.ts')).rejects.toThrow('there is no file "src/none.ts" in the workspace');
  });

  test('a symlink does not lead out, nor to a secret', async () => {
    using folder = app();
    symlinkSync('/etc', join(folder.path, 'etc'));
    symlinkSync('/etc/passwd', join(folder.path, 'passwd.txt'));
    symlinkSync('.env', join(folder.path, 'settings.txt'));
    symlinkSync('src', join(folder.path, 'source'));
    const read = (file_path: string) => Read.run({ file_path }, toolContext(folder), none);
    await expect(read('etc/passwd')).rejects.toThrow('a symlink on the way leads out of the workspace');
    await expect(read('passwd.txt')).rejects.toThrow('a symlink on the way leads out of the workspace');
    await expect(read('settings.txt')).rejects.toThrow('".env" may not be read: .env holds secrets');
    expect((await read('source/app.ts')).output.path).toBe('src/app.ts');
  });
});

describe('Write and Edit', () => {
  test('write whole files, make folders, keep the mode, leave nothing behind', async () => {
    using folder = app();
    const file_path = 'supabase/migrations/new/2_b.sql';
    const { output, observed } = await Write.run({ file_path, content: 'é' }, toolContext(folder), none);
    expect(output).toEqual({ path: file_path, bytes: 2 });
    expect(observed).toMatchObject([{ fact: 'file', subject: file_path, observed: { created: true } }]);
    expect(readFileSync(join(folder.path, file_path), 'utf8')).toBe('é');
    expect(readdirSync(join(folder.path, 'supabase/migrations/new'))).toEqual(['2_b.sql']);
    expect(lstatSync(join(folder.path, file_path)).mode & 0o777).toBe(0o644);
  });

  test('what a killed process left of the same file goes, and is not followed', async () => {
    using folder = app();
    using outside = testFolder({ 'target.txt': 'untouched' });
    const leftover = `.2_b.sql.${createHash('sha256').update('x').digest('hex').slice(0, 16)}.tmp`;
    symlinkSync(join(outside.path, 'target.txt'), join(folder.path, 'supabase/migrations', leftover));
    await Write.run({ file_path: 'supabase/migrations/2_b.sql', content: 'x' }, toolContext(folder), none);
    expect(readdirSync(join(folder.path, 'supabase/migrations'))).toEqual(['1_a.sql', '2_b.sql']);
    expect(readFileSync(join(outside.path, 'target.txt'), 'utf8')).toBe('untouched');
  });

  test('a document is evidence', async () => {
    using folder = app();
    const write = (content: string) =>
      Write.run({ file_path: 'docs/migrations/1_a.md', content }, toolContext(folder), none);
    expect((await write('# A\n')).observed).toEqual([
      {
        step: 'document',
        fact: 'written',
        subject: 'docs/migrations/1_a.md',
        ok: true,
        summary: 'docs/migrations/1_a.md, 4 bytes',
        observed: {
          bytes: 4,
          created: true,
          sha256: 'aa1237b773c38dbddef583c4868aaea7a44c5237ea7923aecca5513764b42d80',
        },
      },
    ]);
    expect((await write('# B\n')).observed).toMatchObject([{ observed: { created: false } }]);
    expect((await write('  \n')).observed?.[0]?.ok).toBe(false);
  });

  test('a symlink is not followed to what nobody allowed', async () => {
    using folder = app();
    using outside = testFolder({ 'target.txt': 'untouched' });
    const link = (to: string, name: string) =>
      symlinkSync(to, join(folder.path, 'supabase/migrations', name));
    link(join(outside.path, 'target.txt'), 'out.sql');
    link(outside.path, 'folder');
    link('../../src/app.ts', 'in.sql');
    link('/nowhere/at-all', 'dangling.sql');
    const write = (name: string) =>
      Write.run({ file_path: `supabase/migrations/${name}`, content: 'x' }, toolContext(folder), none);
    await expect(write('out.sql')).rejects.toThrow('leads out of the workspace');
    await expect(write('folder/new.sql')).rejects.toThrow('leads out of the workspace');
    await expect(write('in.sql')).rejects.toThrow('"supabase/migrations/in.sql" leads to "src/app.ts"');
    await expect(write('dangling.sql')).rejects.toThrow('it is a symlink that leads nowhere');
    expect(readFileSync(join(outside.path, 'target.txt'), 'utf8')).toBe('untouched');
    expect(readdirSync(outside.path)).toEqual(['target.txt']);
  });

  test('Edit replaces one place, or every one', async () => {
    using folder = app();
    const edit = (old_string: string, new_string: string, replace_all?: boolean) =>
      Edit.run({ file_path: 'src/app.ts', old_string, new_string, replace_all }, toolContext(folder), none);
    expect((await edit('two', '$& 2')).output).toEqual({ path: 'src/app.ts', replacements: 1 });
    expect(readFileSync(join(folder.path, 'src/app.ts'), 'utf8')).toBe('one\n$& 2\nthree\n');
    await expect(edit('e', 'E')).rejects.toThrow('old_string is in "src/app.ts" 3 times');
    await expect(edit('nothing', 'x')).rejects.toThrow('old_string is in "src/app.ts" nowhere');
    expect((await edit('e', 'E', true)).output.replacements).toBe(3);
    await expect(
      Edit.run({ file_path: 'none.ts', old_string: 'a', new_string: 'b' }, toolContext(folder), none),
    ).rejects.toThrow('there is no file "none.ts" in the workspace');
  });
});

describe('Glob and Grep', () => {
  test('Glob finds by name, without secrets, symlinks and the folders of others', async () => {
    using folder = app();
    symlinkSync('/etc', join(folder.path, 'etc'));
    const glob = async (pattern: string, path?: string) =>
      (await Glob.run({ pattern, path }, toolContext(folder), none)).output.files;
    expect(await glob('**/*')).toEqual(['.env.example', 'src/app.ts', 'supabase/migrations/1_a.sql']);
    expect(await glob('*.sql')).toEqual(['supabase/migrations/1_a.sql']);
    expect(await glob('migrations/*.sql', 'supabase')).toEqual(['supabase/migrations/1_a.sql']);
    expect(await glob('src/*.{js,ts}')).toEqual(['src/app.ts']);
    expect(await glob('src/[!b]??.ts')).toEqual(['src/app.ts']);
    await expect(glob('*', 'etc')).rejects.toThrow('leads out of the workspace');
  });

  test('Glob says when it left something out', async () => {
    using folder = testFolder();
    mkdirSync(join(folder.path, 'many'));
    for (let n = 0; n < 501; n++) writeFileSync(join(folder.path, `many/${n}.txt`), '');
    const { output } = await Glob.run({ pattern: '*.txt' }, toolContext(folder), none);
    expect(output.files).toHaveLength(500);
    expect(output.notice).toBe('only the first 500 files are listed');
  });

  test('Grep shows files, lines, counts and context', async () => {
    using folder = app();
    const grep = async (input: Partial<Parameters<typeof Grep.run>[0]> & { pattern: string }) =>
      (await Grep.run(input, toolContext(folder), none)).output.results;
    expect(await grep({ pattern: 'tasks' })).toEqual(['supabase/migrations/1_a.sql']);
    expect(await grep({ pattern: 'TWO', '-i': true, output_mode: 'content' })).toEqual(['src/app.ts:2:two']);
    expect(await grep({ pattern: '^t', output_mode: 'count' })).toEqual(['src/app.ts:2']);
    expect(await grep({ pattern: 'two', '-C': 1, '-n': false, output_mode: 'content' })).toEqual([
      'src/app.ts-one',
      'src/app.ts:two',
      'src/app.ts-three',
    ]);
    expect(await grep({ pattern: 'two', path: 'src/app.ts' })).toEqual(['src/app.ts']);
    expect(await grep({ pattern: 'two', glob: '*.sql' })).toEqual([]);
    expect(await grep({ pattern: 'PASSWORD' })).toEqual(['.env.example']);
  });

  test('Grep refuses what is no expression, and one that backtracks without end', async () => {
    using folder = testFolder({ 'a.txt': `${'a'.repeat(50)}!\n` });
    const grep = (pattern: string) => Grep.run({ pattern }, toolContext(folder), none);
    await expect(grep('(')).rejects.toThrow('"(" cannot be searched for');
    await expect(grep('^(a+)+$')).rejects.toThrow('it takes too long');
  });

  test('paths of the policy narrow what is seen', async () => {
    using folder = app();
    const paths = { require_confirmation: false, paths: ['supabase/**'] };
    const { output } = await Glob.run({ pattern: '**/*' }, toolContext(folder), paths);
    expect(output.files).toEqual(['supabase/migrations/1_a.sql']);
    await expect(Read.run({ file_path: 'src/app.ts' }, toolContext(folder), paths)).rejects.toThrow(
      `matches none of the policy's paths`,
    );
  });
});
