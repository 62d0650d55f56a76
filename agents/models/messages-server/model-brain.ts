import { type HandoffName, handoffs } from '../../handoffs/index.ts';
import { builtInAgents } from '../../index.ts';
import type { AssistantBlock, Message, Model, ToolSpec, UserBlock } from '../model.ts';
import { type BodyBlock, type BodyTool, blocksOf, type MessagesBody } from './body.ts';
import type { Brain, ReplyBlock } from './brain.ts';

/**
 * Any of our models as a brain: the playbook behind a socket. The API knows nothing of agents, so `agentOf` tells
 * from the request whose turn it is; by default from the handoffs that it may make.
 */
export function modelBrain(
  model: Model,
  agentOf: (request: MessagesBody) => string = agentByHandoffs,
): Brain {
  return async (request) => {
    const { content, stop_reason } = await model.respond(
      {
        agent: agentOf(request),
        model: request.model,
        system: systemText(request),
        messages: request.messages.map(messageOf),
        tools: (request.tools ?? []).map(
          ({ name, description = '', input_schema }): ToolSpec => ({ name, description, input_schema }),
        ),
      },
      { signal: new AbortController().signal },
    );
    return { content: content.flatMap(replyBlock), stop_reason };
  };
}

export const systemText = ({ system = '' }: MessagesBody): string =>
  typeof system === 'string' ? system : system.map(({ text }) => text).join('\n');

/** Two agents may hand off to the same third, but not the same thing. */
function agentByHandoffs({ tools = [] }: MessagesBody): string {
  const offered = tools.filter(({ name }) => name.startsWith('handoff_to_'));
  const agent = builtInAgents.find(({ emits }) => {
    const own = Object.entries(emits);
    return (
      own.length === offered.length &&
      own.every(([to, handoff]) => offered.some((tool) => gives(tool, to, handoff)))
    );
  });
  if (agent === undefined)
    throw new Error(`no built-in agent hands off by ${offered.map(({ name }) => name).join(', ')}`);
  return agent.name;
}

const gives = ({ name, input_schema }: BodyTool, to: string, handoff: HandoffName): boolean =>
  name === `handoff_to_${to}` &&
  Object.keys(Object(input_schema.properties)).join() === Object.keys(handoffs[handoff].shape).join();

function messageOf(message: MessagesBody['messages'][number]): Message {
  const blocks = blocksOf(message);
  return message.role === 'user'
    ? { role: 'user', content: blocks.flatMap(userBlock) }
    : { role: 'assistant', content: blocks.flatMap(assistantBlock) };
}

function userBlock(block: BodyBlock): UserBlock[] {
  if (block.type === 'text') return [{ type: 'text', text: block.text }];
  if (block.type !== 'tool_result') return [];
  const { tool_use_id, content = '', is_error } = block;
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('\n');
  return [
    { type: 'tool_result', tool_use_id, content: text, ...(is_error === undefined ? {} : { is_error }) },
  ];
}

function assistantBlock(block: BodyBlock): AssistantBlock[] {
  if (block.type === 'text') return [{ type: 'text', text: block.text }];
  return block.type === 'tool_use'
    ? [{ type: 'tool_use', id: block.id, name: block.name, input: block.input }]
    : [];
}

function replyBlock(block: AssistantBlock): ReplyBlock[] {
  if (block.type === 'text') return [{ type: 'text', text: block.text }];
  return block.type === 'tool_use' ? [{ type: 'tool_use', name: block.name, input: block.input }] : [];
}
