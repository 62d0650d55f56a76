import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

/** Milliseconds before an event that nobody took is sent again; the real ones are 0, 60,000 and 300,000. */
const retries = [50, 400, 1_000];
/** For an acknowledgement. */
const patience = 1_000;

/** Socket Mode: tickets, hello, envelopes with their acknowledgement, pings, disconnect. */
export class Sockets {
  readonly #server: WebSocketServer;
  readonly #tickets = new Set<string>();
  readonly #open = new Set<WebSocket>();
  readonly #acknowledged = new Map<string, () => void>();
  #closed = false;
  #connected = 0;

  constructor(http: Server) {
    this.#server = new WebSocketServer({
      server: http,
      verifyClient: ({ req }: { req: IncomingMessage }) => this.#tickets.delete(req.url ?? ''),
    });
    this.#server.on('connection', (socket) => this.#welcome(socket));
  }

  /** A path that opens one connection. */
  ticket(): string {
    const path = `/link/?ticket=${randomUUID()}&app_id=A0GODWIT`;
    this.#tickets.add(path);
    return path;
  }

  /** Until there is a connection. */
  async opened(): Promise<void> {
    while (this.#open.size === 0) await once(this.#server, 'connection');
  }

  #welcome(socket: WebSocket): void {
    this.#open.add(socket);
    this.#connected += 1;
    const pings = setInterval(() => socket.ping('from Slack'), 5_000).unref();
    socket.on('close', () => {
      clearInterval(pings);
      this.#open.delete(socket);
    });
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data)) as { envelope_id?: string };
      if (envelope_id !== undefined) this.#acknowledged.get(envelope_id)?.();
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.size,
        debug_info: { host: 'applink-1', build_number: 10, approximate_connection_time: 18_060 },
        connection_info: { app_id: 'A0GODWIT' },
      }),
    );
  }

  /** Sends an event to one connection until one acknowledges it, a few times in all; to nobody where none ever was. */
  async deliver(payload: object, times = 1): Promise<void> {
    if (this.#connected === 0) return;
    for (let n = 0; n < times; n++) await this.#deliver(payload, n);
  }

  async #deliver(payload: object, before: number): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if (await this.#send(payload, before + attempt)) return;
      const wait = retries[attempt];
      if (wait === undefined || this.#closed) return;
      await sleep(wait, undefined, { ref: false });
    }
  }

  async #send(payload: object, attempt: number): Promise<boolean> {
    const socket = [...this.#open].at(-1);
    if (socket === undefined) return false;
    const envelope_id = randomUUID();
    const taken = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), patience).unref();
      this.#acknowledged.set(envelope_id, () => resolve(true));
    });
    socket.send(
      JSON.stringify({
        envelope_id,
        payload,
        type: 'events_api',
        accepts_response_payload: false,
        retry_attempt: attempt,
        retry_reason: attempt === 0 ? '' : 'timeout',
      }),
    );
    return taken;
  }

  /** Says that the connection is to be replaced by another one, as Slack does every few hours. */
  refresh(): void {
    for (const socket of this.#open)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
  }

  /** Breaks all connections without a word. */
  drop(): void {
    for (const socket of this.#open) socket.terminate();
  }

  close(): void {
    this.#closed = true;
    this.drop();
    this.#server.close();
  }
}
