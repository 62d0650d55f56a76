import { expect, test } from 'vitest';
import { z } from 'zod';
import { fault } from '../../../../agents/models/messages-server/index.ts';
import type { ToolSpec } from '../../../../agents/models/model.ts';
import { toolSchema } from '../../../../agents/models/tool-schema.ts';
import { ask, connected } from './support.ts';

const tool = (name: string, schema: z.ZodType): ToolSpec => ({
  name,
  description: name,
  input_schema: toolSchema(schema),
  strict: true,
});

const manyOptional = z.object(
  Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, z.string().optional()])),
);

async function sent(tools: ToolSpec[]): Promise<Record<string, boolean | undefined>> {
  await using api = await connected();
  await api.respond(ask('hi', { tools }));
  return Object.fromEntries((api.server.accepted[0]?.tools ?? []).map(({ name, strict }) => [name, strict]));
}

test('a strict tool goes out in the form that the API takes; what it cannot enforce is described', async () => {
  const schema = z.object({
    name: z
      .string()
      .min(3)
      .max(50)
      .regex(/^[a-z]+$/)
      .describe('snake_case'),
    change: z.discriminatedUnion('op', [
      z.object({ op: z.literal('add'), count: z.int().min(1).max(9) }),
      z.object({ op: z.literal('drop'), all: z.boolean() }),
    ]),
    tags: z.array(z.string()).min(2),
  });
  await using api = await connected();
  await api.respond(ask('hi', { tools: [tool('change', schema)] }));
  const [out] = api.server.accepted[0]?.tools ?? [];
  expect(out?.strict).toBe(true);
  expect(out?.input_schema).toMatchObject({
    additionalProperties: false,
    required: ['name', 'change', 'tags'],
    properties: {
      name: { type: 'string', description: expect.stringMatching(/^snake_case[\s\S]*minLength: 3/) },
      change: {
        anyOf: [{ properties: { op: { const: 'add' } } }, { properties: { op: { const: 'drop' } } }],
      },
      tags: { type: 'array', description: expect.stringContaining('minItems: 2') },
    },
  });
});

test('tools are strict as far as the limits of the API go, and no further', async () => {
  expect(
    await sent([tool('a', manyOptional), tool('b', manyOptional), tool('c', z.object({ x: z.string() }))]),
  ).toEqual({
    a: true,
    b: undefined,
    c: true,
  });
  const many = Array.from({ length: 22 }, (_, index) =>
    tool(`t${String(index).padStart(2, '0')}`, z.object({})),
  );
  expect(Object.values(await sent(many)).filter((strict) => strict === true)).toHaveLength(20);
});

test('a schema that would lose something is not made strict', async () => {
  expect(await sent([tool('a', z.object({ values: z.record(z.string(), z.string()) }))])).toEqual({
    a: undefined,
  });
});

test('where the API finds the grammar too large, the call and all later ones go without', async () => {
  await using api = await connected({
    faults: [
      fault.badRequest(
        'The compiled grammar is too large, which would cause performance issues. Simplify your tool schemas or reduce the number of strict tools.',
      ),
    ],
  });
  const tools = [tool('a', z.object({ x: z.string() }))];
  await api.respond(ask('one', { tools }));
  await api.respond(ask('two', { tools }));
  expect(api.server.log.map(({ body }) => JSON.stringify(body).includes('"strict":true'))).toEqual([
    true,
    false,
    false,
  ]);
});
