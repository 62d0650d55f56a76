import type { Json } from './database.types.ts';

export interface TaskContent {
  text: string;
  hints: string[];
  points: number;
}

type Fields = { [key: string]: Json | undefined };

const isObject = (json: Json | undefined): json is Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/**
 * Reads what is stored in `content`: `{"text", "hints", "points"}`, and since version 2
 * `{"version": 2, "body": {"text", "hints"}, "points"}`. Missing fields read as empty.
 */
export function readContent(json: Json): TaskContent {
  const content = isObject(json) ? json : {};
  const body = isObject(content.body) ? content.body : content;
  return {
    text: typeof body.text === 'string' ? body.text : '',
    hints: typeof body.hints === 'string' ? splitHints(body.hints) : [],
    points: typeof content.points === 'number' ? content.points : 0,
  };
}

const splitHints = (hints: string): string[] =>
  hints
    .split(';')
    .map((hint) => hint.trim())
    .filter((hint) => hint !== '');
