/** An answer with status 200 that is no event stream: what a proxy's log-in page looks like. */
export class NotAnEventStream extends Error {
  readonly contentType: string;
  constructor(contentType: string) {
    super(`content-type ${contentType}`);
    this.contentType = contentType;
  }
}

/** Not a byte came for so long. */
export class SilentStream extends Error {
  readonly ms: number;
  constructor(ms: number) {
    super(`no byte for ${ms} ms`);
    this.ms = ms;
  }
}

/**
 * `fetch` for event streams. The SDK's own timeout ends with the headers: a connection that dies without a reset
 * would be waited for without end. Bytes are watched rather than events, since the SDK hides the pings that come
 * while a model thinks.
 */
export function streamFetch(
  idleTimeout: number,
): (url: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!response.ok) return withoutLongWait(response);
    if (response.body === null) return response;
    const contentType = response.headers.get('content-type') ?? 'nothing';
    if (!contentType.startsWith('text/event-stream')) {
      await response.body.cancel();
      throw new NotAnEventStream(contentType);
    }
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(watched(idleTimeout)), { status, statusText, headers });
  };
}

/**
 * Longest `retry-after` that is waited for inside of a call, in milliseconds. The SDK would wait for days; a run that
 * stops can be resumed, and says when.
 */
const maxRetryAfter = 60_000;

function withoutLongWait(response: Response): Response {
  const { status, statusText, headers } = response;
  if ((retryAfterOf(headers) ?? 0) <= maxRetryAfter) return response;
  const told = new Headers(headers);
  told.set('x-should-retry', 'false');
  return new Response(response.body, { status, statusText, headers: told });
}

/** In milliseconds. */
export function retryAfterOf(headers: Headers): number | undefined {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms)) return ms;
  const after = headers.get('retry-after') ?? '';
  const seconds = Number.parseFloat(after);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const date = Date.parse(after);
  return Number.isFinite(date) ? Math.max(0, date - Date.now()) : undefined;
}

function watched(idleTimeout: number): TransformStream<Uint8Array, Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const restart = (controller: TransformStreamDefaultController<Uint8Array>) => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.error(new SilentStream(idleTimeout)), idleTimeout);
    // The socket keeps the process alive while there is something to wait for.
    timer.unref();
  };
  return new TransformStream({
    start: restart,
    transform(chunk, controller) {
      restart(controller);
      controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
}
