import { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { expect, test } from 'vitest';

/** Two questions are open at once, as no graph of ours asks them. */
function twoQuestions() {
  const State = Annotation.Root({
    log: Annotation<string[]>({ reducer: (all, more) => all.concat(more), default: () => [] }),
  });
  const ask = (what: string) => () => ({ log: [`${what}: ${interrupt(what)}`] });
  return new StateGraph(State)
    .addNode('a', ask('drop A?'))
    .addNode('b', ask('drop B?'))
    .addEdge(START, 'a')
    .addEdge(START, 'b')
    .addEdge('a', END)
    .addEdge('b', END)
    .compile({ checkpointer: new MemorySaver() });
}

const thread = { configurable: { thread_id: '1' } };

test('a bare value answers every open question; by its id, one', async () => {
  const careless = twoQuestions();
  await careless.invoke({}, thread);
  const { log } = await careless.invoke(new Command({ resume: 'yes' }), thread);
  expect(log).toEqual(['drop A?: yes', 'drop B?: yes']);

  const careful = twoQuestions();
  await careful.invoke({}, thread);
  const { tasks } = await careful.getState(thread);
  const id = tasks.flatMap(({ interrupts }) => interrupts).find(({ value }) => value === 'drop A?')?.id ?? '';
  await careful.invoke(new Command({ resume: { [id]: 'yes' } }), thread);
  const open = (await careful.getState(thread)).tasks.flatMap(({ interrupts }) => interrupts);
  expect(open.map(({ value }) => value)).toContain('drop B?');
});
