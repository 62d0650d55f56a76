import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationRequest } from '../../agents/handoffs/index.ts';
import {
  BrokenRequestFrontMatter,
  EmptyRequest,
  RequestFileIsFolder,
  RequestFileNotFound,
  RequestNotUtf8,
  RequestTooLarge,
} from '../../triggers/errors.ts';
import { readIssueFile, readStdin, requestFromText } from '../../triggers/issue-file.ts';
import { readRequest } from '../../triggers/source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'godwit-issue-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
async function file(content: string | Uint8Array): Promise<string> {
  count += 1;
  const path = join(folder, `${count}.md`);
  await writeFile(path, content);
  return path;
}

async function refusal(path: string): Promise<unknown> {
  return await readIssueFile(path).then(
    () => 'read',
    (error: unknown) => error,
  );
}

describe('a Markdown issue', () => {
  it('has its title from front matter, else from the heading, else from the first line', async () => {
    const full = await readIssueFile(
      await file(
        '---\ntitle: "Rename: score"\nlabels: db, schema\nauthor: ana\nnumber: 12\nextra: 1\n---\nBody here.\n',
      ),
    );
    expect(full).toMatchObject({
      title: 'Rename: score',
      body: 'Body here.',
      frontMatter: { title: 'Rename: score', labels: ['db', 'schema'], author: 'ana', number: 12 },
    });
    expect(MigrationRequest.parse(full)).toEqual(full);
    expect(await readIssueFile(await file('# Add it #\n\nNow.'))).toMatchObject({
      title: 'Add it',
      body: 'Now.',
    });
    expect(requestFromText('Add it\n\nNow.')).toMatchObject({ title: 'Add it', body: 'Now.' });
    expect(requestFromText('Add it\nnow.')).toMatchObject({ title: 'Add it', body: 'Add it\nnow.' });
  });

  it('may have a byte order mark, CRLF, and a rule where front matter would stand', async () => {
    expect(await readIssueFile(await file('\u{FEFF}---\r\ntitle: T\r\n---\r\nOne\r\nTwo\r\n'))).toMatchObject(
      {
        title: 'T',
        body: 'One\nTwo',
      },
    );
    expect(await readIssueFile(await file('---\n\nA rule first.\n'))).toMatchObject({ frontMatter: {} });
  });

  it('has the hash of its bytes', async () => {
    const bytes = '\u{FEFF}# T\r\n';
    const request = await readIssueFile(await file(bytes));
    expect(request.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('comes from standard input and from --text alike', async () => {
    const piped = await readStdin(Readable.from([Buffer.from('# Add ü'), Buffer.from('\n\nNow.')]));
    expect(piped).toMatchObject({ source: { kind: 'stdin' }, title: 'Add ü', body: 'Now.' });
    expect(await readRequest({ text: '# Add ü\n\nNow.' })).toMatchObject({
      source: { kind: 'text' },
      title: 'Add ü',
    });
    const path = await file('# Add ü');
    expect(await readRequest({ source: path })).toMatchObject({ source: { kind: 'file', ref: path } });
  });
});

describe('a request that cannot be read is refused with path and way out', () => {
  it('is not there, or is a folder', async () => {
    const missing = await refusal(join(folder, 'no.md'));
    expect(missing).toBeInstanceOf(RequestFileNotFound);
    expect(missing).toMatchObject({
      exit: 2,
      message: expect.stringContaining('no.md'),
      hint: expect.stringContaining('--text'),
    });
    expect(await refusal(folder)).toBeInstanceOf(RequestFileIsFolder);
    expect(await refusal(join(await file('x'), 'below.md'))).toBeInstanceOf(RequestFileNotFound);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t\n'],
    ['front matter alone', '---\nlabels: [a]\n---\n\n'],
    ['a hidden comment alone', '<!-- nothing -->\u{200B}\n'],
  ])('holds %s', async (_, content) => {
    expect(await refusal(await file(content))).toBeInstanceOf(EmptyRequest);
  });

  it('is not UTF-8: the offset of the byte', async () => {
    const path = await file(Uint8Array.from([...Buffer.from('# Größe '), 0xfc, 0x20]));
    const error = await refusal(path);
    expect(error).toBeInstanceOf(RequestNotUtf8);
    expect(error).toMatchObject({ offset: 10, message: expect.stringContaining('0xFC at offset 10') });
    expect(await refusal(await file(Uint8Array.from([0x61, 0xe2, 0x82])))).toMatchObject({ offset: 1 });
  });

  it('is larger than 256 KB, as a file and as a stream', async () => {
    expect(await refusal(await file('x'.repeat(256 * 1024 + 1)))).toMatchObject({ bytes: 262145 });
    const endless = Readable.from(
      (function* () {
        while (true) yield Buffer.alloc(65536, 'x');
      })(),
    );
    await expect(readStdin(endless)).rejects.toBeInstanceOf(RequestTooLarge);
  });

  it('has front matter that is not YAML: line and cause', async () => {
    const error = await refusal(await file('---\nlabels: [a]\ntitle: Fix: the thing\n---\nBody'));
    expect(error).toBeInstanceOf(BrokenRequestFrontMatter);
    expect(error).toMatchObject({ line: 3, hint: expect.stringContaining('quotes') });
    expect(await refusal(await file('---\ntitle: x\nBody'))).toMatchObject({ line: 1 });
    expect(await refusal(await file('---\n- a\n- b\n---\nBody'))).toBeInstanceOf(BrokenRequestFrontMatter);
  });
});
