import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { BrokenScript } from '../errors.ts';
import { stopReasons } from '../model.ts';
import type { Brain } from './brain.ts';

const Reply = z.strictObject({
  content: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), text: z.string() }),
      z.strictObject({ type: z.literal('tool_use'), name: z.string(), input: z.unknown() }),
      z.strictObject({ type: z.literal('thinking'), thinking: z.string() }),
      z.strictObject({ type: z.literal('redacted_thinking'), data: z.string() }),
    ]),
  ),
  stop_reason: z.enum(stopReasons).optional(),
  cut: z.int().min(0).optional(),
  refusal: z.string().optional(),
});

/**
 * Answers from a file. A `.json` holds a list of answers: a conversation with n answers in it gets the one after them,
 * so that one that is sent again gets the same. A `.js` or `.mjs` exports, by default, a function from request to answer.
 * @throws BrokenScript
 */
export async function scriptBrain(file: string): Promise<Brain> {
  const brain = extname(file) === '.json' ? await listed(file) : await exported(file);
  return async (request) => readReply(await brain(request), file);
}

async function listed(file: string): Promise<(...args: Parameters<Brain>) => unknown> {
  let answers: unknown;
  try {
    answers = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new BrokenScript(file, error instanceof Error ? error.message : String(error), error);
  }
  if (!Array.isArray(answers)) throw new BrokenScript(file, 'it is no list of answers');
  for (const [index, answer] of answers.entries()) readReply(answer, `${file}[${index}]`);
  return ({ messages }) => {
    const given = messages.filter(({ role }) => role === 'assistant').length;
    if (given < answers.length) return answers[given];
    throw new BrokenScript(file, `it has ${answers.length} answers, and the conversation goes on`);
  };
}

async function exported(file: string): Promise<(...args: Parameters<Brain>) => unknown> {
  const module = await import(pathToFileURL(resolve(file)).href).catch((error: unknown) => {
    throw new BrokenScript(file, error instanceof Error ? error.message : String(error), error);
  });
  if (typeof module.default !== 'function') throw new BrokenScript(file, 'it exports no function by default');
  return module.default;
}

function readReply(answer: unknown, where: string): Awaited<ReturnType<Brain>> {
  const read = Reply.safeParse(answer);
  if (read.success) return read.data as Awaited<ReturnType<Brain>>;
  const [issue] = read.error.issues;
  throw new BrokenScript(where, `${issue?.path.join('.') || 'answer'}: ${issue?.message}`);
}
