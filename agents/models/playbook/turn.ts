import { unfence } from '../fence.ts';
import type { Message, ModelRequest } from '../model.ts';

/** One call of this turn with its answer. */
export interface Called {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  /** The tool's output where it is JSON, else the text of its result. */
  readonly output: unknown;
}

/** What a rule of the playbook looks at: the handoff that began the turn, and every call since. */
export interface Turn {
  /** Name of the handoff, e.g. `SchemaRequirements`. */
  readonly handoff: string;
  readonly value: unknown;
  /** Further parts of the first message by their label, e.g. `draft`. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly calls: readonly Called[];
  readonly productionRef: string;
  readonly docsFolder: string;
  readonly typesPath: string;
}

/** Reads a conversation: the playbook knows nothing but what Claude would be sent. */
export function readTurn({ messages, system }: ModelRequest): Turn {
  const first = firstText(messages);
  const [head = '', json = 'null', ...rest] = first.split('\n');
  return {
    handoff: / hands you (\w+):$/.exec(head)?.[1] ?? '',
    value: JSON.parse(unfence(first) ?? json),
    parts: readParts(rest),
    calls: readCalls(messages),
    productionRef: fact(system, "production's project_id"),
    docsFolder: fact(system, 'documents').replace(/\/<.*$/, ''),
    typesPath: fact(system, 'generated types').replace(/ \(schemas .*$/, ''),
  };
}

const fact = (system: string, label: string): string =>
  system
    .split('\n')
    .find((line) => line.startsWith(`- ${label}: `))
    ?.slice(label.length + 4) ?? '';

function firstText(messages: readonly Message[]): string {
  const block = messages[0]?.content[0];
  return block?.type === 'text' ? block.text : '';
}

/** `label:` on a line, its JSON on the next. */
function readParts(lines: readonly string[]): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  lines.forEach((line, index) => {
    const label = /^(\w+):$/.exec(line)?.[1];
    const json = lines[index + 1];
    if (label !== undefined && json !== undefined) parts[label] = JSON.parse(json);
  });
  return parts;
}

function readCalls(messages: readonly Message[]): Called[] {
  const results = new Map(
    messages.flatMap(({ content }) =>
      content.flatMap((block) => (block.type === 'tool_result' ? [[block.tool_use_id, block] as const] : [])),
    ),
  );
  return messages.flatMap(({ role, content }) =>
    role !== 'assistant'
      ? []
      : content.flatMap((block) => {
          if (block.type !== 'tool_use') return [];
          const result = results.get(block.id);
          if (result === undefined) return [];
          const input = (block.input ?? {}) as Record<string, unknown>;
          return [{ name: block.name, input, ok: result.is_error !== true, output: parse(result.content) }];
        }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(unfence(text) ?? text);
  } catch {
    return unfence(text) ?? text;
  }
}

/** The newest successful call of a tool. */
export const last = (turn: Turn, name: string): Called | undefined =>
  turn.calls.findLast((call) => call.name === name && call.ok);

export const count = (turn: Turn, name: string): number =>
  turn.calls.filter((call) => call.name === name && call.ok).length;
