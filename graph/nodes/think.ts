import type { ModelRequest, ModelResponse } from '../../agents/models/model.ts';
import { systemPrompt } from '../../agents/prompt.ts';
import { overBudget } from '../budget/limits.ts';
import { agentOf, type RunContext } from '../context.ts';
import { actNode, askNode, reportNode } from '../names.ts';
import { failed, productionHolds, sendBack } from '../outcome.ts';
import type { Route } from '../route.ts';
import type { RunStateValue } from '../state.ts';
import { spec, turnToolSpecs } from '../turn-tools.ts';
import { askModel } from './ask-model.ts';
import { changes } from './changes.ts';
import { checkReceived } from './received.ts';

/** One answer of the model: which calls it wants to make. Nothing runs here. */
export const think = (name: string, route: Route) => async (state: RunStateValue, context: RunContext) => {
  const over = overBudget(state.spending, name, context.workspace.budget, state.raised);
  if (over !== null) return route(askNode(name), { overBudget: over });
  const agent = agentOf(context, name);
  if (state.conversation.length === 1) checkReceived(agent, state);
  const request: ModelRequest = {
    agent: name,
    model: agent.file.model,
    system: systemPrompt(agent, context),
    messages: state.conversation,
    tools: [
      ...agent.tools.map((tool) => spec(tool.name, tool.description, tool.input)),
      ...turnToolSpecs(agent),
    ],
  };
  const asked = await askModel(request, state, context);
  if ('shorter' in asked) return route(name, asked.shorter);
  const { response, turns, spending } = asked;
  const stopped = stoppedEarly(response);
  if (stopped !== undefined)
    return route(reportNode, { ...failed('model', stopped, productionHolds(state)), turns, spending });

  const content = answerContent(response, turns);
  for (const [index, block] of content.entries()) {
    if (block.type !== 'text' || block.text.trim() === '') continue;
    await context.timeline.tell(`${turns}.text.${index}`, {
      kind: 'progress',
      agent: name,
      text: block.text,
    });
  }
  const calls = content.filter((block) => block.type === 'tool_use');
  const conversation = [...state.conversation, { role: 'assistant' as const, content }];
  if (calls.length > 0)
    return route(
      actNode(name),
      changes(state, { conversation, pending: calls, results: [], turns, spending }),
    );
  return sendBack(
    route,
    name,
    { ...state, conversation, turns },
    response.stop_reason === 'max_tokens'
      ? 'Your answer was cut off before its call was complete; nothing of it ran. Make it shorter.'
      : 'A turn ends with a call: use a tool, hand off, or call stop with the reason.',
    { spending },
  );
};

function stoppedEarly({ stop_reason, refusal }: ModelResponse): string | undefined {
  if (stop_reason === 'refusal')
    return `the model refused to go on${refusal === undefined ? '' : `: ${refusal}`}`;
  if (stop_reason === 'model_context_window_exceeded') return 'the conversation no longer fits the model';
  return undefined;
}

type Content = Extract<RunStateValue['conversation'][number], { role: 'assistant' }>['content'];

/**
 * The answer as it goes into the conversation, in its order. Calls get ids that are unique in the run and the same
 * when this turn is thought again after a crash; one that was cut off is dropped.
 */
function answerContent({ content, stop_reason }: ModelResponse, turn: number): Content {
  const kept = stop_reason === 'max_tokens' ? content.filter(({ type }) => type !== 'tool_use') : content;
  let number = 0;
  const answer = kept.map((block) =>
    block.type === 'tool_use' ? { ...block, id: `call_${turn}_${number++}` } : block,
  );
  // The API refuses a conversation with an empty answer in it.
  return (answer.length === 0 ? [{ type: 'text', text: '(empty answer)' }] : answer) as Content;
}
