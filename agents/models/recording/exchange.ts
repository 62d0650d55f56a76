import { z } from 'zod';
import { type Message, type ModelRequest, stopReasons } from '../model.ts';

/** One answer of a model, as a file of a recording; `said` is what it answered. */
export const Exchange = z.object({
  format: z.literal(1),
  agent: z.string(),
  said: z.string(),
  /** Where a turn begins: what the agent was told to be, with the names of workspace and database. */
  system: z.string().optional(),
  /** Where the conversation stands: the same in every run that goes the same way. */
  place: z.string(),
  response: z.object({
    content: z.array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('text'), text: z.string() }),
        z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: z.json() }),
        z.object({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
        z.object({ type: z.literal('redacted_thinking'), data: z.string() }),
      ]),
    ),
    stop_reason: z.enum(stopReasons),
    model: z.string(),
    usage: z.object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      cache_read_input_tokens: z.number().optional(),
      cache_creation_input_tokens: z.number().optional(),
    }),
    refusal: z.string().optional(),
  }),
});
export type Exchange = z.infer<typeof Exchange>;

/** The texts of a message, results of tools among them. */
export const textOf = ({ content }: Message): string =>
  content
    .map((block) => {
      if (block.type === 'text') return block.text;
      return block.type === 'tool_result' ? block.content : '';
    })
    .join('\n');

/** Whether an agent's turn begins with it: it answers no call. */
export const begins = ({ content }: Message): boolean => content.every(({ type }) => type === 'text');

/**
 * Calls have ids that count the turns of a run, so the results that a message answers with say where it is. A
 * message without any begins an agent's turn: its first line names the handoff, and the first of all holds the hash of
 * what was asked for.
 */
export function placeOf(agent: string, message: Message): string {
  const ids = message.content.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []));
  if (ids.length > 0) return `${agent}: ${ids.join(' ')}`;
  const text = textOf(message);
  const request = /"sha256":\s*"([0-9a-f]{64})"/.exec(text)?.[1];
  return [`${agent}: ${text.split('\n')[0]}`, ...(request === undefined ? [] : [request])].join(' ');
}

export const lastSaid = ({ messages }: ModelRequest): Message => {
  const last = messages.at(-1);
  if (last === undefined) throw new Error('a model is asked with a message');
  return last;
};
