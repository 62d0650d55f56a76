import type { Model, ModelRequest } from '../model.ts';
import { backendEngineer } from './backend-engineer.ts';
import { dataMigrationSpecialist } from './data-migration-specialist.ts';
import { integrationTester } from './integration-tester.ts';
import { issuePlanner } from './issue-planner.ts';
import { type Move, stop } from './move.ts';
import { readTurn, type Turn } from './turn.ts';

const rules: Readonly<Record<string, (turn: Turn) => Move | Promise<Move>>> = {
  'issue-planner': issuePlanner,
  'data-migration-specialist': dataMigrationSpecialist,
  'integration-tester': integrationTester,
  'backend-engineer': backendEngineer,
};

/**
 * The built-in model that needs no key: rules, no guessing. It sees the conversation that Claude would see and
 * answers with one call, so the same loop, policies and tools run with either.
 */
export const playbook: Model = {
  id: 'playbook',
  respond: async (request: ModelRequest) => {
    const turn = readTurn(request);
    const decide = rules[request.agent];
    const { name, input } =
      failure(turn) ??
      (await decide?.(turn)) ??
      stop(
        `the playbook has no rules for the agent ${request.agent}`,
        'Run with --model sonnet and an ANTHROPIC_API_KEY.',
      );
    return {
      content: [{ type: 'tool_use', id: `playbook_${turn.calls.length}`, name, input }],
      stop_reason: 'tool_use',
      model: 'playbook',
      usage: { input_tokens: 0, output_tokens: 0 },
    };
  },
};

/** A call that was denied or failed would be denied or fail again. */
function failure({ calls }: Turn): Move | undefined {
  const latest = calls.at(-1);
  return latest === undefined || latest.ok ? undefined : stop(String(latest.output));
}
