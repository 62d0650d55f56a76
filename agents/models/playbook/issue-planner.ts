import type { Catalog } from '../../../postgres/catalog/catalog.ts';
import { MigrationRequest } from '../../handoffs/index.ts';
import { call, type Move, stop } from './move.ts';
import { loadPlanner, migrationName, planRequest } from './planner/index.ts';
import { last, type Turn } from './turn.ts';

/** Looks at the schema, reads the request against it, and decides: change, question, or nothing to change. */
export async function issuePlanner(turn: Turn): Promise<Move> {
  const tables = last(turn, 'mcp__supabase__list_tables');
  if (tables === undefined) {
    return call('mcp__supabase__list_tables', {
      project_id: turn.productionRef,
      // What a profile references stands beside the schema of the application.
      schemas: ['public', 'auth'],
      verbose: true,
    });
  }
  const request = MigrationRequest.parse(turn.value);
  const answers = turn.calls
    .filter(({ name }) => name === 'ask_requester')
    .map(({ output }) => String(output));
  await loadPlanner();
  const decision = planRequest(
    { title: request.title, body: [request.body, ...answers].join('\n\n') },
    tables.output as Catalog,
  );
  switch (decision.decision) {
    case 'no_schema_change':
      return call('no_schema_change', { reason: decision.reason });
    case 'clarify':
      // Asked, answered, and still not understood: asking the same again helps nobody.
      if (answers.length >= maxRounds)
        return stop(`still unclear: ${decision.questions.join(' ')}`, howToGoOn);
      return call('ask_requester', { questions: decision.questions.slice(0, 5) });
    case 'change':
      return call('handoff_to_data-migration-specialist', {
        name: migrationName(decision.operations),
        summary: request.title,
        operations: decision.operations,
        assumptions: decision.assumptions,
        hazards: [...decision.hazards, ...request.notes],
        leftAlone: decision.notUnderstood,
        demands: decision.demands,
      });
  }
}

const maxRounds = 3;
const howToGoOn = 'Write the request anew with table, column and type, or run with --model sonnet.';
