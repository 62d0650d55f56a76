import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api.ts';
import type { StreamEvent } from './events.ts';
import type { Fault } from './faults.ts';
import { Refusal } from './refusal.ts';
import { chunksOf, type WireOptions } from './wire.ts';

/** Faults that come instead of an answer; true when this was one. */
export function sendFault(fault: Fault, response: ServerResponse, api: Api): boolean {
  switch (fault.kind) {
    case 'error': {
      const refusal = new Refusal(fault.status, fault.type, fault.message, fault.details ?? null);
      api.refuse(response, refusal, fault.headers);
      return true;
    }
    case 'page':
      response.removeHeader('request-id');
      response.writeHead(fault.status, { 'content-type': 'text/html; charset=utf-8', 'retry-after-ms': '1' });
      response.end(fault.body);
      return true;
    case 'hang':
      return true;
    case 'reset':
      response.socket?.destroy();
      return true;
    default:
      return false;
  }
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });

/** Streams the events, with what goes wrong on the way. */
export async function sendEvents(
  response: ServerResponse,
  events: readonly StreamEvent[],
  fault: Fault,
  wire: WireOptions,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  response.flushHeaders();
  const sent = 'after' in fault ? events.slice(0, fault.after) : events;
  for (const chunk of chunksOf(sent, wire)) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await drained(response);
    if (fault.kind === 'drip') await wait(fault.ms);
  }
  switch (fault.kind) {
    case 'cut':
      // What was written must leave before the connection breaks.
      await wait(20);
      response.socket?.destroy();
      return;
    case 'silence':
      return;
    case 'error-event': {
      const { type, message } = fault;
      response.write(
        chunksOf([{ type: 'error', error: { type, message, details: null } }], {
          ...wire,
          chunking: 'events',
        })[0],
      );
      break;
    }
    case 'garbled':
      response.write('event: content_block_delta\ndata: {"type": "content_block_de\n\n');
      break;
  }
  response.end();
}
