import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkStrictSchema } from '../../../agents/models/messages-server/check-schema.ts';
import { schemaProblems, toolSchema } from '../../../agents/models/tool-schema.ts';

/** What is wrong with a schema as the input of a tool; Zod's own refusal counts. */
function problems(schema: z.ZodType): string[] {
  let json: Record<string, unknown>;
  try {
    json = toolSchema(schema);
  } catch (error) {
    return [String(error)];
  }
  return schemaProblems(json);
}

describe('what the API refuses or would lose is found', () => {
  test.each([
    ['z.record', z.object({ values: z.record(z.string(), z.number()) }), /\$\.values.*free keys/],
    [
      'z.record in a variant',
      z.object({ a: z.union([z.string(), z.object({ b: z.record(z.string(), z.string()) })]) }),
      /\$\.a\|1\.b.*free keys/,
    ],
    [
      'z.record in a list',
      z.object({ a: z.array(z.record(z.string(), z.string())) }),
      /\$\.a\[\].*free keys/,
    ],
    ['an open object', z.object({ a: z.looseObject({ b: z.string() }) }), /free keys/],
    ['a tuple', z.object({ pair: z.tuple([z.string(), z.number()]) }), /\$\.pair.*prefixItems/],
    ['a date', z.object({ at: z.date() }), /Date cannot be represented/],
    ['a bigint', z.object({ id: z.bigint() }), /BigInt cannot be represented/],
    ['a map', z.object({ map: z.map(z.string(), z.string()) }), /cannot be represented/],
    ['anything', z.object({ value: z.unknown() }), /\$\.value.*no type/],
    ['a type that contains itself', z.object({ value: z.json() }), /contains itself/],
    [
      'a union at the top',
      z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
      /refused at the top/,
    ],
    ['a list at the top', z.array(z.string()), /must be an object/],
    ['an odd name', z.object({ größe: z.string() }), /refuses this name/],
  ] as const)('%s', (_, schema, problem) => {
    expect(problems(schema).join('\n')).toMatch(problem);
  });

  test('a tree is found by its reference', () => {
    const Tree = z.object({
      name: z.string(),
      get children() {
        return z.array(Tree);
      },
    });
    expect(problems(z.object({ tree: Tree })).join('\n')).toMatch(/contains itself/);
  });
});

test.each([
  ['plain values', z.object({ a: z.string(), b: z.int(), c: z.boolean(), d: z.null(), e: z.number() })],
  [
    'lengths, ranges, patterns, formats',
    z.object({ a: z.string().min(2).max(9).regex(/^a/), b: z.int().min(1).max(9), c: z.email() }),
  ],
  [
    'nullable, optional, default',
    z.object({ a: z.string().nullable(), b: z.string().optional(), c: z.int().default(5) }),
  ],
  ['enums and constants', z.object({ a: z.enum(['x', 'y']), b: z.literal(1) })],
  [
    'lists, objects and unions in each other',
    z.strictObject({
      a: z.array(
        z.object({
          b: z.discriminatedUnion('op', [z.object({ op: z.literal('x') }), z.object({ op: z.literal('y') })]),
        }),
      ),
    }),
  ],
])('what can be expressed has no problem: %s', (_, schema) => {
  expect(problems(schema)).toEqual([]);
  checkStrictSchema(transformJSONSchema(toolSchema(schema)), '$');
});
