import { beforeAll, describe, expect, test } from 'vitest';
import { systemPrompt } from '../../agents/prompt.ts';
import type { LoadedAgent } from '../../graph/context.ts';
import { loadAgents } from '../../graph/load-agents.ts';
import { tools } from '../../tools/registry.ts';
import { openWorkspace } from '../../tools/workspace/index.ts';
import { testFolder } from '../support/folder.ts';

let agents: readonly LoadedAgent[];
const prompts = new Map<string, string>();
beforeAll(async () => {
  using folder = testFolder({ 'supabase/migrations/.keep': '' });
  const workspace = await openWorkspace(folder.path);
  agents = await loadAgents(tools);
  for (const agent of agents) {
    const text = systemPrompt(agent, { workspace, provider: { productionRef: 'app' } });
    prompts.set(agent.definition.name, text.replace(/\s+/g, ' '));
  }
});

/** Every rule that the engine enforces, in the words in which the agent is told. */
const everybody: readonly [string, RegExp][] = [
  ['policy: what it lets through', /each after your policy has judged it/g],
  ['policy: tools', /no others/g],
  ['fence', /comes from outside/g],
  ['protocol: evidence', /only when its protocol is met/g],
  ['shape of handoffs', /three times; then the run ends/g],
  ['cut results and compaction', /is cut and says how to read on/g],
  ['budget', /limit of turns, tokens and money/g],
  ['a turn ends with a call', /A turn ends with/g],
];

const own: Readonly<Record<string, readonly [string, RegExp][]>> = {
  'issue-planner': [
    ['operations compile', /compiles them against production's schema/g],
    ['forbidden demands', /The engine refuses such a request/g],
    ['five questions', /at most five short questions/g],
  ],
  'data-migration-specialist': [
    ['ANALYZE', /`list_tables` and `list_migrations` on production\. Look/g],
    ['branch first', /Everything below happens there/g],
    ['branches in a run', /at most four in a run/g],
    ['one migration a branch', /A branch holds one migration/g],
    ['rollback_sql', /with `query` and `rollback_sql`/g],
    ['verifications', /Run each verification with `execute_sql` on the branch/g],
    ['nothing by hand', /changed otherwise than by `apply_migration` proves nothing/g],
    ['rollback restores schema and rows', /compares schema and every table's rows/g],
    ['applied again', /with the same SQL again, and run the verifications again/g],
    ['files byte for byte', /byte for byte/g],
    ['document: breaking changes', /each of the draft's `breaking` in its words/g],
    ['document: rollback files', /each rollback file by its name/g],
    ['verified before the merge', /once the tester's report is `verified` and nothing was applied since/g],
    ['approval by hash', /approves the SQL by its hash/g],
    ['MONITOR', /on production, which again must count zero/g],
    ['backup', /without a verified backup/g],
    ['applied files', /Changing a migration file that was applied/g],
    ['irreversible', /without an approval that names what is lost/g],
    ['steps', /godwit:step <n>/g],
    [
      'places to write',
      /You write files in supabase\/migrations\/, supabase\/rollbacks\/, docs\/migrations\//g,
    ],
    ['constraint of Bash', /Bash, allowed_commands: "npm run", "npx supabase"/g],
    ['constraint of execute_sql', /execute_sql, blocked_patterns: "DROP TABLE"/g],
  ],
  'integration-tester': [
    ['all checks', /Run all of these on it/g],
    ['the candidate', /with the `branch_id` and `migration_hash` of the candidate/g],
    ['verdict as the checks', /compares your verdict with what the checks showed/g],
    ['no files', /You write no files/g],
  ],
  'backend-engineer': [
    ['types after the merge', /writes the types file from production's schema/g],
    ['verdict as verify_app', /the verdict that `verify_app` gave/g],
    ['commit', /at most 72 characters/g],
    ['breakage goes back', /with the compiler's messages in `breakage`/g],
  ],
};

describe.each(Object.entries(own))('the prompt of %s tells each rule once:', (agent, rules) => {
  test.each([...everybody, ...rules])('%s', (_, rule) => {
    expect(prompts.get(agent)?.match(rule) ?? []).toHaveLength(1);
  });

  test('and its handoffs by their names', () => {
    const { emits } = agents.find(({ definition }) => definition.name === agent)?.definition ?? {};
    for (const to of Object.keys(emits ?? {})) expect(prompts.get(agent)).toContain(`\`handoff_to_${to}\``);
  });
});
