import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { CountBody, MessagesBody, readBody } from './body.ts';
import type { Brain } from './brain.ts';
import { checkConversation } from './check-conversation.ts';
import { checkEnd, checkModel, servedModels } from './check-model.ts';
import { checkStrictSchema } from './check-schema.ts';
import { checkTools } from './check-tools.ts';
import { eventsOf } from './events.ts';
import type { Fault } from './faults.ts';
import { messageOf } from './message.ts';
import { checkMarks, type InputUsage, PromptCache, tokensOf } from './prompt-cache.ts';
import { invalid, Refusal } from './refusal.ts';
import { bare, checkSeals } from './seals.ts';
import { sendEvents, sendFault } from './send.ts';
import type { WireOptions } from './wire.ts';

export interface LoggedRequest {
  readonly path: string;
  /** Without the key. */
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly fault: Fault['kind'];
  readonly requestId: string;
  /** Set when the call was answered; `usage` for a message. */
  status?: number;
  /** What was wrong with the call, in the API's words. */
  refused?: string;
  usage?: InputUsage;
}

export interface ApiOptions {
  readonly brain: Brain;
  readonly nextFault: () => Fault;
  readonly apiKey: string;
  readonly wire: WireOptions;
  readonly deltaSize: number;
  readonly contextWindow: number;
  readonly onAnswered: (request: LoggedRequest) => void;
}

const maxBody = 32 * 1024 * 1024;

export class Api {
  readonly log: LoggedRequest[] = [];
  readonly accepted: MessagesBody[] = [];
  readonly #options: ApiOptions;
  readonly #cache = new PromptCache();
  readonly #paused = new Set<string>();

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const { authorization: _, ...headers } = request.headers;
    const fault: Fault = pathname === '/v1/messages' ? this.#options.nextFault() : { kind: 'none' };
    const requestId = `req_${String(this.log.length + 1).padStart(6, '0')}`;
    const body = await readJson(request);
    const logged: LoggedRequest = { path: pathname, headers, body, fault: fault.kind, requestId };
    this.log.push(logged);
    response.setHeader('request-id', requestId);
    response.once('close', () => {
      if (response.headersSent) logged.status = response.statusCode;
      this.#options.onAnswered(logged);
    });

    this.#checkHeaders(request.headers);
    if (sendFault(fault, response, this)) return;
    switch (`${request.method} ${pathname}`) {
      case 'POST /v1/messages':
        return this.#message(body, fault, response, logged);
      case 'POST /v1/messages/count_tokens':
        return sendJson(response, { input_tokens: tokensOf(readBody(CountBody, body)) });
      case 'GET /v1/models':
        return sendJson(response, {
          data: servedModels.map((id) => ({ type: 'model', id, display_name: id, lifecycle: 'active' })),
          has_more: false,
          first_id: servedModels[0],
          last_id: servedModels.at(-1),
        });
      default:
        throw new Refusal(404, 'not_found_error', `Not found: ${pathname}`);
    }
  }

  refuse(response: ServerResponse, refusal: Refusal, headers: Readonly<Record<string, string>> = {}): void {
    const { status, type, message, details } = refusal;
    const requestId = response.getHeader('request-id');
    const logged = this.log.find((one) => one.requestId === requestId);
    if (logged !== undefined) logged.refused = message;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ type: 'error', error: { type, message, details }, request_id: requestId }));
  }

  #checkHeaders(headers: IncomingHttpHeaders): void {
    if (headers.authorization === undefined)
      throw new Refusal(401, 'authentication_error', 'Authorization header is required');
    if (headers.authorization !== `Bearer ${this.#options.apiKey}`) {
      throw new Refusal(401, 'authentication_error', 'invalid bearer token');
    }
    if ((headers['anthropic-version'] ?? '') === '') throw invalid('anthropic-version: header is required');
  }

  async #message(
    json: unknown,
    fault: Fault,
    response: ServerResponse,
    logged: LoggedRequest,
  ): Promise<void> {
    const body = this.#check(json);
    this.accepted.push(body);
    const usage = this.#cache.account(body);
    logged.usage = usage;
    const reply = await this.#options.brain(body);
    const message = messageOf(body, reply, usage);
    if (message.stop_reason === 'pause_turn') this.#paused.add(hashOf(message.content));
    if (body.stream !== true) return sendJson(response, message);
    const events = eventsOf(message, { cut: reply.cut, deltaSize: this.#options.deltaSize });
    await sendEvents(response, events, fault, this.#options.wire);
  }

  #check(json: unknown): MessagesBody {
    if (typeof json === 'object' && json !== null && 'thread' in json) {
      throw invalid('thread: this server keeps no threads', { error_code: 'thread_unsupported_request' });
    }
    const body = readBody(MessagesBody, json);
    checkModel(body, { contextWindow: this.#options.contextWindow, tokens: tokensOf(body) });
    checkTools(body);
    checkConversation(body);
    checkEnd(body, (content) => this.#paused.has(hashOf(content)));
    checkSeals(body);
    checkMarks(body);
    if (body.output_config?.format != null)
      checkStrictSchema(body.output_config.format.schema, 'output_config.format.schema');
    return body;
  }
}

const hashOf = (content: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(Array.isArray(content) ? content.map(bare) : content))
    .digest('hex');

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  if (size > maxBody) throw new Refusal(413, 'invalid_request_error', 'Request exceeds the maximum size');
  const text = Buffer.concat(chunks).toString();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The request body is not valid JSON');
  }
}
