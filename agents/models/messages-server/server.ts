import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, type LoggedRequest } from './api.ts';
import type { MessagesBody } from './body.ts';
import { type Brain, say } from './brain.ts';
import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';
import type { Chunking, WireOptions } from './wire.ts';

export interface ServerOptions {
  readonly brain?: Brain;
  /** One a call, in order; none when they are used up. */
  readonly faults?: readonly Fault[];
  /** The key that is accepted. */
  readonly apiKey?: string;
  readonly chunking?: Chunking;
  readonly lineEnd?: WireOptions['lineEnd'];
  /** Characters of a delta. */
  readonly deltaSize?: number;
  /** Tokens; 200,000 by default. */
  readonly contextWindow?: number;
  readonly port?: number;
  /** Called when the answer to a call has left, or has broken off. */
  readonly onAnswered?: (request: LoggedRequest) => void;
}

export interface MessagesServer extends AsyncDisposable {
  readonly url: string;
  readonly apiKey: string;
  /** Every call that came, in order, with what it was answered. */
  readonly log: readonly LoggedRequest[];
  /** Bodies of the calls that were accepted. */
  readonly accepted: readonly MessagesBody[];
  readonly faults: Fault[];
}

/** A local server that speaks the Messages API: as strict as the API, with faults by script, and a brain of ours. */
export async function messagesServer(options: ServerOptions = {}): Promise<MessagesServer> {
  const faults = [...(options.faults ?? [])];
  const apiKey = options.apiKey ?? 'sk-ant-test-0123456789abcdef';
  const api = new Api({
    brain: options.brain ?? (() => say('hello')),
    nextFault: () => faults.shift() ?? { kind: 'none' },
    apiKey,
    wire: { chunking: options.chunking ?? 'events', lineEnd: options.lineEnd ?? '\n' },
    deltaSize: options.deltaSize ?? 7,
    contextWindow: options.contextWindow ?? 200_000,
    onAnswered: options.onAnswered ?? (() => {}),
  });
  const server = createServer((request, response) => {
    void handle(api, request, response);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    log: api.log,
    accepted: api.accepted,
    faults,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await api.answer(request, response);
  } catch (error) {
    // A brain that throws is a fault of the test: it must not look like one of the API.
    const refusal =
      error instanceof Refusal ? error : new Refusal(500, 'api_error', `the brain failed: ${error}`);
    if (response.headersSent) response.destroy();
    else api.refuse(response, refusal, { 'x-should-retry': 'false' });
  }
}
