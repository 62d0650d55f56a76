import type { AgentDefinition } from '../../agents/define.ts';
import type { SchemaRequirements } from '../../agents/handoffs/index.ts';
import type { Message, Model } from '../../agents/models/model.ts';

/**
 * For a run whose operations are known before it begins: in place of the agent that takes the request, this answers
 * with exactly them. They go the way of all requirements, through the same gates.
 */
export function givenRequirements(
  model: Model,
  agents: readonly AgentDefinition[],
  requirements: SchemaRequirements,
): Model {
  const planner = agents.find(({ accepts }) => accepts.includes('MigrationRequest'));
  const [successor] =
    Object.entries(planner?.emits ?? {}).find(([, handoff]) => handoff === 'SchemaRequirements') ?? [];
  if (planner === undefined || successor === undefined)
    throw new Error('no agent of the graph takes a request and gives requirements');
  return {
    id: model.id,
    contextWindow: model.contextWindow,
    respond: async (request, options) => {
      if (request.agent !== planner.name) return await model.respond(request, options);
      const [, ...more] = request.messages;
      // Sent back: the same again would be sent back again.
      const call =
        more.length === 0
          ? { name: `handoff_to_${successor}`, input: requirements }
          : { name: 'stop', input: { reason: whatWasSaid(more) } };
      return {
        content: [{ type: 'tool_use', id: 'given', ...call }],
        stop_reason: 'tool_use',
        model: model.id,
        usage: { input_tokens: 0, output_tokens: 0 },
      };
    },
  };
}

function whatWasSaid(messages: readonly Message[]): string {
  const said = messages
    .at(-1)
    ?.content.flatMap((block) =>
      block.type === 'text' ? [block.text] : block.type === 'tool_result' ? [block.content] : [],
    );
  return said?.join('\n') || 'the requirements were sent back without a reason';
}
