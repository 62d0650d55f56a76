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
      // Rules read it whole, however many tables there are.
      longest: longestCatalog,
    });
  }
  if (typeof tables.output !== 'object' || tables.output === null)
    return stop(
      'the schema is too large to be read in one go',
      'Run with --model sonnet, which reads it in parts.',
    );
  const request = MigrationRequest.parse(turn.value);
  const rounds = turn.calls
    .filter(({ name, ok }) => name === 'ask_requester' && ok)
    .map(({ input, output }) => ({ questions: input.questions as string[], answer: String(output) }));
  await loadPlanner();
  const { title, body } = request;
  const decision = planRequest({ title, body }, tables.output as Catalog, rounds);
  switch (decision.decision) {
    case 'no_schema_change':
      return call('no_schema_change', { reason: decision.reason });
    case 'clarify':
      // Asked, answered, and still not understood: asking the same again helps nobody.
      if (rounds.length >= maxRounds && !hasNew(decision.questions, rounds))
        return stop(`still unclear: ${decision.questions.join(' ')}`, howToGoOn);
      return call('ask_requester', {
        questions: decision.questions.slice(0, 5),
        understood: decision.understood,
        hazards: [...decision.hazards, ...request.notes],
      });
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

const hasNew = (
  questions: readonly string[],
  rounds: readonly { readonly questions: readonly string[] }[],
): boolean =>
  rounds.length < longestTalk &&
  questions.some((one) => !rounds.some((round) => round.questions.includes(one)));

/** Characters: thousands of tables. */
const longestCatalog = 16_000_000;
const maxRounds = 3;
const longestTalk = 8;
const howToGoOn = 'Write the request anew with table, column and type, or run with --model sonnet.';
