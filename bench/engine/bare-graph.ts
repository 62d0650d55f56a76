import { Command, START, StateGraph, StateSchema } from '@langchain/langgraph';
import { z } from 'zod';
import type { Message } from '../../agents/models/model.ts';
import { checkpointerOn, type StateDatabase } from '../../graph/store/state-database.ts';

const State = new StateSchema({
  conversation: z.array(z.unknown()),
  pending: z.array(z.unknown()),
  turns: z.number(),
});

/**
 * LangGraph with nothing of the engine around it: two nodes to and fro that build the same conversation, checkpointed in
 * the same database through one session, as the engine does. Returns when each thought began.
 */
export async function runBare(
  { openPool }: Pick<StateDatabase, 'openPool'>,
  thread: string,
  [first, ...rest]: readonly Message[],
): Promise<number[]> {
  const times: number[] = [];
  const graph = new StateGraph(State)
    .addNode(
      'think',
      ({ conversation, turns }) => {
        times.push(performance.now());
        const answer = rest[2 * turns];
        if (answer === undefined) return new Command({ goto: '__end__' });
        const update = {
          conversation: [...conversation, answer],
          pending: [...answer.content],
          turns: turns + 1,
        };
        return new Command({ goto: 'act', update });
      },
      { ends: ['act', '__end__'] },
    )
    .addNode(
      'act',
      ({ conversation, turns }) => {
        const update = { conversation: [...conversation, rest[2 * turns - 1]], pending: [] };
        return new Command({ goto: 'think', update });
      },
      { ends: ['think'] },
    )
    .addEdge(START, 'think');
  const pool = openPool({ max: 1 });
  try {
    await graph.compile({ checkpointer: checkpointerOn(pool) }).invoke(
      { conversation: [first], pending: [], turns: 0 },
      {
        configurable: { thread_id: thread },
        durability: 'sync',
        recursionLimit: 2 * rest.length + 2,
      },
    );
  } finally {
    await pool.end();
  }
  return times;
}
