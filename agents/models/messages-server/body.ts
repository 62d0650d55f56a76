import { z } from 'zod';
import { invalid } from './refusal.ts';

const CacheControl = z
  .strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .nullable();
const cacheable = { cache_control: CacheControl.optional() };

const Text = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  citations: z.null().optional(),
  ...cacheable,
});
const ToolUse = z.strictObject({
  type: z.literal('tool_use'),
  id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  name: z.string().min(1).max(200),
  input: z.record(z.string(), z.unknown()),
  caller: z.strictObject({ type: z.literal('direct') }).optional(),
  ...cacheable,
});
const ToolResult = z.strictObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  content: z.union([z.string(), z.array(Text)]).optional(),
  is_error: z.boolean().optional(),
  ...cacheable,
});
const Thinking = z.strictObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() });
const RedactedThinking = z.strictObject({ type: z.literal('redacted_thinking'), data: z.string() });

const Block = z.discriminatedUnion('type', [Text, ToolUse, ToolResult, Thinking, RedactedThinking]);
const Message = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string(), z.array(Block)]),
});

const Tool = z.strictObject({
  type: z.literal('custom').nullable().optional(),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: z.record(z.string(), z.unknown()),
  strict: z.boolean().optional(),
  ...cacheable,
});

const ToolChoice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto'), disable_parallel_tool_use: z.boolean().optional() }),
  z.strictObject({ type: z.literal('any'), disable_parallel_tool_use: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('tool'),
    name: z.string(),
    disable_parallel_tool_use: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('none') }),
]);

const ThinkingConfig = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('adaptive'),
    display: z.enum(['summarized', 'omitted']).nullable().optional(),
  }),
  z.strictObject({ type: z.literal('between_tools') }),
  z.strictObject({ type: z.literal('disabled') }),
  z.strictObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1024) }),
]);

const counted = {
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  system: z.union([z.string(), z.array(Text)]).optional(),
  tools: z.array(Tool).optional(),
  tool_choice: ToolChoice.optional(),
  thinking: ThinkingConfig.optional(),
  cache_control: CacheControl.optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullable().optional(),
      format: z
        .strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
        .nullable()
        .optional(),
    })
    .optional(),
};

/** Every field that the API takes and the project could send; anything else is refused, as the API does. */
export const MessagesBody = z.strictObject({
  ...counted,
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.strictObject({ user_id: z.string().nullable().optional() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
});
export type MessagesBody = z.infer<typeof MessagesBody>;
export const CountBody = z.strictObject(counted);

export type BodyMessage = MessagesBody['messages'][number];
export type BodyBlock = z.infer<typeof Block>;
export type BodyTool = z.infer<typeof Tool>;

/** Reads a body as strictly as the API; throws its 400, e.g. `tools.0.name: String should match pattern …`. */
export function readBody<Body>(schema: z.ZodType<Body>, json: unknown): Body {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = deepest(read.error.issues);
  if (issue === undefined) throw invalid('Invalid request');
  const { path, what } = issue;
  throw invalid(`${path === '' ? '' : `${path}: `}${what}`);
}

interface Fault {
  readonly path: string;
  readonly what: string;
}

/** The branch of a union that got farthest is the one that was meant. */
function deepest(issues: readonly z.core.$ZodIssue[], prefix: readonly PropertyKey[] = []): Fault[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const branches = issue.errors.map((errors) => deepest(errors, path));
      const depth = ([first]: Fault[]) => first?.path.split('.').length ?? 0;
      return branches.sort((a, b) => depth(b) - depth(a))[0] ?? [];
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key].join('.'),
        what: 'Extra inputs are not permitted',
      }));
    }
    const missing = issue.code === 'invalid_type' && /received undefined/.test(issue.message);
    return [{ path: path.join('.'), what: missing ? 'Field required' : issue.message }];
  });
}

export const blocksOf = ({ content }: BodyMessage): readonly BodyBlock[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

/** All blocks of one kind in a conversation, in order. */
export const blocksIn = <Type extends BodyBlock['type']>(
  body: Pick<MessagesBody, 'messages'> | undefined,
  type: Type,
): Extract<BodyBlock, { type: Type }>[] =>
  (body?.messages ?? [])
    .flatMap(blocksOf)
    .filter((block): block is Extract<BodyBlock, { type: Type }> => block.type === type);
