/** What goes wrong with one call. */
export type Fault =
  | { readonly kind: 'none' }
  /** An error of the API. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly type: string;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly details?: Readonly<Record<string, unknown>>;
    }
  /** Something in between answers. */
  | { readonly kind: 'page'; readonly status: number; readonly body: string }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Closes the connection before the headers. */
  | { readonly kind: 'reset' }
  /** After so many events: the connection breaks, ends in order, or falls silent. */
  | { readonly kind: 'cut' | 'end' | 'silence'; readonly after: number }
  /** An error event after so many others. */
  | { readonly kind: 'error-event'; readonly after: number; readonly type: string; readonly message: string }
  /** An event that is no JSON. */
  | { readonly kind: 'garbled'; readonly after: number }
  /** Milliseconds between two chunks. */
  | { readonly kind: 'drip'; readonly ms: number };

type Status = Extract<Fault, { kind: 'error' }>;

const status = (code: number, type: string, message: string, headers: Status['headers'] = {}): Status => ({
  kind: 'error',
  status: code,
  type,
  message,
  headers,
});

/** Faults by name. */
export const fault = {
  none: { kind: 'none' },
  unauthorized: status(401, 'authentication_error', 'invalid x-api-key'),
  forbidden: status(
    403,
    'permission_error',
    'Your API key does not have permission to use the specified resource.',
  ),
  noCredit: status(402, 'billing_error', 'Your credit balance is too low to access the Anthropic API.'),
  spendLimit: {
    ...status(429, 'rate_limit_error', 'The spend limit of this workspace is reached.', {
      'x-should-retry': 'false',
    }),
    details: { error_code: 'enforced_spend_limit_reached' },
  },
  rateLimited: (retryAfterMs: number) =>
    status(429, 'rate_limit_error', 'This request would exceed the rate limit of your organization.', {
      'retry-after-ms': String(retryAfterMs),
      'retry-after': String(Math.ceil(retryAfterMs / 1000)),
    }),
  /** `x-should-retry: false` makes a client give up at once. */
  rateLimitedForGood: status(429, 'rate_limit_error', 'Not now.', {
    'x-should-retry': 'false',
    'retry-after': '30',
  }),
  overloaded: status(529, 'overloaded_error', 'Overloaded', { 'retry-after-ms': '1' }),
  failing: status(500, 'api_error', 'Internal server error', { 'retry-after-ms': '1' }),
  timedOut: status(504, 'timeout_error', 'Request timed out', { 'retry-after-ms': '1' }),
  tooLarge: status(413, 'invalid_request_error', 'Request exceeds the maximum size'),
  badRequest: (message: string) => status(400, 'invalid_request_error', message),
  proxyPage: (code: number) => ({
    kind: 'page' as const,
    status: code,
    body: '<!doctype html><html><head><title>Sign in</title></head><body>Corporate proxy</body></html>',
  }),
  hang: { kind: 'hang' },
  reset: { kind: 'reset' },
  cut: (after: number) => ({ kind: 'cut' as const, after }),
  /** The stream ends in order, without `message_stop`. */
  end: (after: number) => ({ kind: 'end' as const, after }),
  silence: (after: number) => ({ kind: 'silence' as const, after }),
  overloadedEvent: (after: number) => ({
    kind: 'error-event' as const,
    after,
    type: 'overloaded_error',
    message: 'Overloaded',
  }),
  errorEvent: (after: number) => ({
    kind: 'error-event' as const,
    after,
    type: 'api_error',
    message: 'Internal server error',
  }),
  garbled: (after: number) => ({ kind: 'garbled' as const, after }),
  drip: (ms: number) => ({ kind: 'drip' as const, ms }),
} as const;

/** As they are named on a command line: `rate-limited:30`. */
export const faultNames = Object.keys(fault).map((name) =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
);

/** Events, milliseconds or a status, where a fault takes a number and none is given. */
const defaultNumber = 1;

export function faultNamed(written: string): Fault | undefined {
  const [name = '', number] = written.split(':');
  const key = Object.keys(fault)[faultNames.indexOf(name)];
  if (key === undefined) return undefined;
  const found = fault[key as keyof typeof fault];
  if (typeof found !== 'function') return number === undefined ? found : undefined;
  if (key === 'badRequest') return fault.badRequest(number ?? 'messages: this is no good');
  const value = Number(number ?? (key === 'proxyPage' ? 502 : defaultNumber));
  return Number.isFinite(value) ? (found as (value: number) => Fault)(value) : undefined;
}
