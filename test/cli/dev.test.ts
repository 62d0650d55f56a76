import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';
import { godwit, start } from '../support/godwit.ts';

/** Starts the server, asks it as any client of the API would, and ends it as Ctrl-C does. */
async function withServer<Result>(
  args: readonly string[],
  work: (client: Anthropic) => Promise<Result>,
): Promise<Result> {
  let listening: (line: string) => void = () => {};
  const first = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const server = start(['dev', 'messages-server', '--json', ...args], { onLine: (line) => listening(line) });
  const told = await Promise.race([first, server.finished.then(({ stderr }) => Promise.reject(stderr))]);
  const { url, apiKey } = JSON.parse(told) as { url: string; apiKey: string };
  try {
    return await work(new Anthropic({ baseURL: url, apiKey, authToken: null, maxRetries: 0 }));
  } finally {
    server.child.kill('SIGINT');
    expect((await server.finished).code).toBe(0);
  }
}

const request = (...said: Anthropic.MessageParam[]): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Go.' }, ...said],
});

test('the Messages server answers from a script, by where the conversation is, with faults by name', async () => {
  using folder = testFolder();
  const file = join(folder.path, 'script.json');
  const answer = (text: string) => ({ content: [{ type: 'text', text }] });
  writeFileSync(file, JSON.stringify([answer('one'), answer('two')]));
  await withServer(
    ['--brain', `script:${file}`, '--fault', 'none', '--fault', 'overloaded'],
    async (client) => {
      const textOf = async (...said: Anthropic.MessageParam[]) =>
        (await client.messages.create(request(...said))).content;
      expect(await textOf()).toMatchObject([{ text: 'one' }]);
      await expect(textOf()).rejects.toMatchObject({ status: 529 });
      expect(await textOf()).toMatchObject([{ text: 'one' }]);
      const goOn = [
        { role: 'assistant' as const, content: 'one' },
        { role: 'user' as const, content: 'And?' },
      ];
      expect(await textOf(...goOn)).toMatchObject([{ text: 'two' }]);
      await expect(client.messages.create({ ...request(), max_tokens: 0 })).rejects.toThrow('max_tokens');
    },
  );
});

test('a script may be a module', async () => {
  using folder = testFolder();
  const file = join(folder.path, 'script.mjs');
  const source = `export default ({ model }) => ({ content: [{ type: 'text', text: 'I am ' + model }] });`;
  writeFileSync(file, source);
  await withServer(['--brain', `script:${file}`], async (client) => {
    expect((await client.messages.create(request())).content).toMatchObject([
      { text: 'I am claude-sonnet-5-5' },
    ]);
  });
});

test.each([
  [['--brain', 'script:/nowhere.json'], '"/nowhere.json" cannot answer: ENOENT'],
  [['--port', '70000'], 'must be a port'],
  [['--fault', 'bad-luck'], 'must be one of none, unauthorized'],
])('%j is refused', async (args, said) => {
  const { code, stdout, stderr } = await godwit(['dev', 'messages-server', ...args]);
  expect(code).toBe(2);
  expect(stdout + stderr).toContain(said);
});

test('a brain that is none is refused, not taken for another one', async () => {
  for (const brain of ['nonsense', 'script:', '']) {
    const { code, stderr } = await godwit(['dev', 'messages-server', '--brain', brain]);
    expect(code).toBe(2);
    expect(stderr).toContain('must be playbook or script:FILE');
  }
});

test('a port that somebody has is told, with the way out', async () => {
  const { code, stderr } = await withServer([], async ({ baseURL }) =>
    godwit(['dev', 'messages-server', '--port', new URL(baseURL).port]),
  );
  expect(code).toBe(2);
  expect(stderr).toMatch(/port \d+ cannot be had: something listens there\n.*give another --port/);
});
