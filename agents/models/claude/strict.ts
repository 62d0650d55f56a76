import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import type { Tool } from '@anthropic-ai/sdk/resources/messages';
import type { ToolSpec } from '../model.ts';
import { schemaProblems } from '../tool-schema.ts';

/**
 * Limits of the API over all strict tools of one request; one too many and it refuses the whole request. The size
 * of the compiled grammar is limited too, by a number that is not published.
 */
const limits = { tools: 20, optional: 24, unions: 16 };

/** Tools as the API takes them, strict ones as far as the limits go, in order. */
export function toolParams(specs: readonly ToolSpec[], { strict }: { readonly strict: boolean }): Tool[] {
  let left = limits;
  return specs.map((spec) => {
    const plain: Tool = {
      name: spec.name,
      description: spec.description,
      input_schema: inputSchema(spec.input_schema),
    };
    if (!strict || spec.strict !== true || schemaProblems(spec.input_schema).length > 0) return plain;
    const schema = transformJSONSchema(spec.input_schema);
    const cost = costOf(schema);
    const after = {
      tools: left.tools - 1,
      optional: left.optional - cost.optional,
      unions: left.unions - cost.unions,
    };
    if (Math.min(...Object.values(after)) < 0) return plain;
    left = after;
    return { ...plain, input_schema: inputSchema(schema), strict: true };
  });
}

const inputSchema = (schema: Readonly<Record<string, unknown>>): Tool.InputSchema => ({
  ...schema,
  type: 'object',
});

/** Optional properties, and values of more than one type, however deep. */
function costOf(schema: unknown): { optional: number; unions: number } {
  if (Array.isArray(schema)) return schema.map(costOf).reduce(add, { optional: 0, unions: 0 });
  if (typeof schema !== 'object' || schema === null) return { optional: 0, unions: 0 };
  const { properties, required, anyOf, type } = schema as Record<string, unknown>;
  const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const own = {
    optional: names.filter((name) => !(Array.isArray(required) && required.includes(name))).length,
    unions: Array.isArray(anyOf) || Array.isArray(type) ? 1 : 0,
  };
  return Object.values(schema).map(costOf).reduce(add, own);
}

const add = (a: { optional: number; unions: number }, b: { optional: number; unions: number }) => ({
  optional: a.optional + b.optional,
  unions: a.unions + b.unions,
});
