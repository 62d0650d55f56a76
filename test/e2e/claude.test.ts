import { expect, test } from 'vitest';
import { claude } from '../../agents/models/claude/index.ts';
import { messagesServer, modelBrain } from '../../agents/models/messages-server/index.ts';
import { playbook } from '../../agents/models/playbook/index.ts';
import { tasksApp } from '../support/tasks-app.ts';

test('through the real SDK and a socket, a request comes to the same end', async () => {
  await using server = await messagesServer({ brain: modelBrain(playbook) });
  await using app = await tasksApp({ model: claude({ baseURL: server.url, apiKey: server.apiKey }) });
  const result = await app.run('add-difficulty');
  expect(result, result.reason ?? '').toMatchObject({ status: 'done', types: 'src/database.types.ts' });
  expect(await app.query('SELECT DISTINCT difficulty FROM tasks')).toEqual([{ difficulty: 5 }]);
  // Every agent began a conversation of its own, and the server accepted each of them as the API would.
  expect(server.log.length).toBeGreaterThan(20);
});
