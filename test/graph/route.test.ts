import { Command, END, MemorySaver, START, StateGraph, StateSchema } from '@langchain/langgraph';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { UnknownNode } from '../../graph/errors.ts';
import { router } from '../../graph/route.ts';

test('LangGraph itself ends a run as a success when goto names nobody', async () => {
  const state = new StateSchema({ log: z.string().default('') });
  const graph = new StateGraph(state)
    .addNode('a', () => new Command({ goto: 'nobody', update: { log: 'a' } }), { ends: [END] })
    .addEdge(START, 'a')
    .compile({ checkpointer: new MemorySaver() });
  expect(await graph.invoke({}, { configurable: { thread_id: '1' } })).toEqual({ log: 'a' });
});

test('the router refuses it and names the nodes there are', () => {
  const route = router(new Set(['a', 'report']));
  expect(route('report').goto).toEqual(['report']);
  expect(() => route('nobody')).toThrow(UnknownNode);
  expect(() => route('nobody')).toThrow('the graph has no node "nobody"');
});
