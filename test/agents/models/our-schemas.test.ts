import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { handoffs } from '../../../agents/handoffs/index.ts';
import { toolParams } from '../../../agents/models/claude/strict.ts';
import { checkStrictSchema } from '../../../agents/models/messages-server/check-schema.ts';
import { schemaProblems, toolSchema } from '../../../agents/models/tool-schema.ts';
import { AskRequester, NoSchemaChange, Stop } from '../../../graph/turn-tools.ts';

/** Nothing is refused, and the strict form says the same as the schema, all but what goes into descriptions. */
function expectExpressible(schema: z.ZodType): void {
  const json = toolSchema(schema);
  expect(schemaProblems(json)).toEqual([]);
  checkStrictSchema(transformJSONSchema(json), '$');
}

describe('the API takes every schema that a model has to fill', () => {
  test.each(Object.entries(handoffs))('handoff %s', (_, schema) => {
    expectExpressible(schema);
  });

  test.each(Object.entries({ AskRequester, NoSchemaChange, Stop }))('turn call %s', (_, schema) => {
    expectExpressible(schema);
  });

  test('tools', async () => {
    const { tools } = await import('../../../tools/registry.ts');
    for (const { name, input } of tools.values()) {
      expect(name).toMatch(/^[a-zA-Z0-9_-]{1,128}$/);
      expect({ name, problems: schemaProblems(toolSchema(input)) }).toEqual({ name, problems: [] });
      checkStrictSchema(transformJSONSchema(toolSchema(input)), name);
    }
  });

  test('handoffs are strict tools, all but the one with more optional fields than the API takes', () => {
    const specs = Object.entries(handoffs).map(([name, schema]) => ({
      name,
      description: name,
      input_schema: toolSchema(schema),
      strict: true,
    }));
    const plain = toolParams(specs, { strict: true }).filter(({ strict }) => strict !== true);
    expect(plain.map(({ name }) => name)).toEqual(['SchemaRequirements']);
  });

  test('each operation of SchemaRequirements is a variant of its own, told apart by op', () => {
    const json = toolSchema(handoffs.SchemaRequirements);
    const { operations } = json.properties as Record<
      string,
      { items: { oneOf?: unknown[]; anyOf?: unknown[] } }
    >;
    const variants = (operations?.items.oneOf ?? operations?.items.anyOf ?? []) as {
      properties: { op: { const: string } };
    }[];
    const ops = variants.map(({ properties }) => properties.op.const);
    expect(ops.length).toBeGreaterThan(10);
    expect(new Set(ops).size).toBe(ops.length);
  });
});
