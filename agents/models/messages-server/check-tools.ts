import { type BodyTool, blocksOf, type MessagesBody } from './body.ts';
import { checkStrictSchema, costOf } from './check-schema.ts';
import { invalid } from './refusal.ts';

/** Names, schemas and the limits over all strict tools. */
export function checkTools({
  tools = [],
  tool_choice: choice,
  messages,
}: Pick<MessagesBody, 'tools' | 'tool_choice' | 'messages'>): void {
  const names = tools.map(({ name }) => name);
  if (new Set(names).size < names.length) throw invalid('tools: Tool names must be unique.');
  tools.forEach((tool, index) => {
    checkInputSchema(tool, `tools.${index}.custom.input_schema`);
  });
  checkLimits(tools.filter(({ strict }) => strict === true));

  if (choice !== undefined && tools.length === 0)
    throw invalid('tool_choice may only be specified while providing tools');
  if (choice?.type === 'tool' && !names.includes(choice.name)) {
    throw invalid(`Tool '${choice.name}' not found in provided tools`);
  }
  const called = messages.flatMap((message) =>
    blocksOf(message).flatMap((block) => (block.type === 'tool_use' ? [block.name] : [])),
  );
  const unknown = called.find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`messages: tool_use of '${unknown}', which is not in tools`);
}

function checkInputSchema({ input_schema: schema, strict }: BodyTool, path: string): void {
  if (schema.type !== 'object') throw invalid(`${path}.type: Input should be 'object'`);
  if (['anyOf', 'oneOf', 'allOf'].some((union) => union in schema)) {
    throw invalid(`${path}: input_schema does not support oneOf, allOf, or anyOf at the top level`);
  }
  for (const name of Object.keys((schema.properties ?? {}) as object)) {
    if (!/^[a-zA-Z0-9_.-]{1,64}$/.test(name)) {
      throw invalid(`${path}.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'`);
    }
  }
  if (strict === true) checkStrictSchema(schema, path);
}

function checkLimits(strict: readonly BodyTool[]): void {
  if (strict.length > 20)
    throw invalid(
      `Too many strict tools (${strict.length}). The maximum number of strict tools supported is 20.`,
    );
  const costs = strict.map(({ input_schema }) => costOf(input_schema));
  const optional = costs.reduce((sum, cost) => sum + cost.optional, 0);
  if (optional > 24) {
    throw invalid(
      `Schemas contains too many optional parameters (${optional}), which would make grammar compilation inefficient. Reduce the number of optional parameters in your tool schemas (limit: 24).`,
    );
  }
  const unions = costs.reduce((sum, cost) => sum + cost.unions, 0);
  if (unions > 16) {
    throw invalid(
      `Schemas contains too many parameters with union types (${unions} parameters with type arrays or anyOf). This causes exponential compilation cost. Reduce the number of nullable or union-typed parameters (limit: 16).`,
    );
  }
}
