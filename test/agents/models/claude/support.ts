import { type ClaudeOptions, claude } from '../../../../agents/models/claude/index.ts';
import {
  type MessagesServer,
  messagesServer,
  type ServerOptions,
} from '../../../../agents/models/messages-server/index.ts';
import type { Model, ModelRequest, ModelResponse, ToolSpec } from '../../../../agents/models/model.ts';

export const listTables: ToolSpec = {
  name: 'list_tables',
  description: 'Lists tables.',
  input_schema: { type: 'object', properties: { schema: { type: 'string' } }, required: ['schema'] },
};
export const runSql: ToolSpec = {
  name: 'run_sql',
  description: 'Runs SQL.',
  input_schema: { type: 'object', properties: { sql: { type: 'string' } }, required: ['sql'] },
};

export const ask = (text: string, rest: Partial<ModelRequest> = {}): ModelRequest => ({
  agent: 'issue-planner',
  model: 'sonnet',
  system: 'You plan.',
  messages: [{ role: 'user', content: [{ type: 'text', text }] }],
  tools: [runSql, listTables],
  ...rest,
});

export interface Connected extends AsyncDisposable {
  readonly server: MessagesServer;
  readonly model: Model;
  respond(request: ModelRequest, signal?: AbortSignal): Promise<ModelResponse>;
}

/** The real SDK over a socket against the local server; short delays, since only their order matters. */
export async function connected(
  options: ServerOptions & { readonly claude?: ClaudeOptions } = {},
): Promise<Connected> {
  const server = await messagesServer(options);
  const { url: baseURL, apiKey } = server;
  const model = claude({ apiKey, baseURL, env: {}, retryDelay: 1, ...options.claude });
  return {
    server,
    model,
    respond: (request, signal = new AbortController().signal) => model.respond(request, { signal }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The error that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected an error, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
