import { createHash } from 'node:crypto';
import { blocksOf, type MessagesBody } from './body.ts';
import { invalid } from './refusal.ts';
import { bare } from './seals.ts';

export interface InputUsage {
  readonly input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation_input_tokens: number;
}

type Prompt = Pick<MessagesBody, 'model' | 'tools' | 'system' | 'messages'>;

/** Blocks that the API looks back from a mark for something that it has in the cache. */
const lookBack = 20;
/** Shorter prompts are not cached. */
const minTokens = 512;
const maxMarks = 4;

interface Step {
  /** Hash of everything up to here. */
  readonly key: string;
  /** Tokens up to here. */
  readonly tokens: number;
  readonly marked: boolean;
}

export const tokensOf = (prompt: Prompt): number => steps(prompt).at(-1)?.tokens ?? 0;

export function checkMarks(prompt: Prompt): void {
  const found = steps(prompt).filter(({ marked }) => marked).length;
  if (found > maxMarks)
    throw invalid(`A maximum of ${maxMarks} blocks with cache_control may be provided. Found ${found}.`);
}

/** The API's prompt cache, which forgets nothing: tools, then system, then messages, by prefix. */
export class PromptCache {
  readonly #kept = new Set<string>();

  account(prompt: Prompt): InputUsage {
    const all = steps(prompt);
    const total = all.at(-1)?.tokens ?? 0;
    const marks = all.flatMap(({ marked, tokens }, index) => (marked && tokens >= minTokens ? [index] : []));
    const hits = marks.flatMap((mark) =>
      all.slice(Math.max(0, mark - lookBack), mark + 1).filter(({ key }) => this.#kept.has(key)),
    );
    const read = Math.max(0, ...hits.map(({ tokens }) => tokens));
    const written = Math.max(read, ...marks.map((mark) => all[mark]?.tokens ?? 0));
    for (const mark of marks) this.#kept.add(all[mark]?.key ?? '');
    return {
      input_tokens: total - written,
      cache_read_input_tokens: read,
      cache_creation_input_tokens: written - read,
    };
  }
}

function steps({ model, tools = [], system = [], messages }: Prompt): Step[] {
  const systemBlocks = typeof system === 'string' ? [{ type: 'text', text: system }] : system;
  const blocks = [
    ...tools,
    ...systemBlocks,
    ...messages.flatMap((message) => blocksOf(message).map((block) => ({ ...block, role: message.role }))),
  ];
  let tokens = 0;
  let key = model;
  return blocks.map((block) => {
    const text = JSON.stringify(bare(block));
    tokens += Math.ceil(Buffer.byteLength(text) / 4);
    key = createHash('sha256').update(key).update(text).digest('hex');
    return { key, tokens, marked: 'cache_control' in block && block.cache_control != null };
  });
}
