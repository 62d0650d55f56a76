import { expect, test } from 'vitest';
import { playbook } from '../../agents/models/playbook/index.ts';
import { plan } from '../../graph/engine/plan.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { tools } from '../../tools/registry.ts';
import { requestFromText } from '../../triggers/issue-file.ts';
import { tasksApp } from '../support/tasks-app.ts';

const more = `DO $$ BEGIN FOR i IN 1..400 LOOP EXECUTE format(
  'CREATE TABLE tab_%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email text,
   created_at timestamptz NOT NULL DEFAULT now())', i); END LOOP; END $$`;

test('a schema of hundreds of tables is read whole: the last of them gets its column', async () => {
  await using app = await tasksApp({ git: false, appChecks: false, sql: more });
  const { provider, workspace } = app;
  const agents = await loadAgents(tools);
  const { signal } = new AbortController();
  const planned = (text: string) =>
    plan(requestFromText(text), { model: playbook, provider, workspace, agents, tools, signal });
  expect(await planned('Add a note text to tab_399')).toMatchObject({
    decision: 'change',
    operations: [{ op: 'add_column', table: 'tab_399', column: 'note', type: 'text' }],
  });
  expect(await planned('Add a text column note to tab_401')).toMatchObject({ decision: 'clarify' });
});
