import { AnthropicError, APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import {
  AuthenticationFailed,
  BadModelRequest,
  ContextTooLong,
  CutStream,
  type FailedCall,
  type ModelError,
  ModelNotServed,
  ModelUnavailable,
  Overloaded,
  RateLimited,
  SpendLimitReached,
} from '../errors.ts';
import { NotAnEventStream, retryAfterOf, SilentStream } from './fetch.ts';

/**
 * The SDK's error as one of ours. The SDK's own is not kept as a cause: it holds headers, bodies and URLs, and
 * whoever prints an error prints its causes.
 */
export function modelError(
  error: unknown,
  call: Pick<FailedCall, 'model' | 'host'>,
  clean: (said: string) => string,
): ModelError | undefined {
  if (error instanceof APIConnectionTimeoutError) return new ModelUnavailable(call, 'did not answer in time');
  if (error instanceof APIConnectionError) return unreachable(error, call);
  if (error instanceof APIError) return refused(error, call, clean);
  if (error instanceof AnthropicError) return unfinished(error, call);
  // The text of an event that is no JSON.
  if (error instanceof SyntaxError) return new CutStream(call, 'sent an answer that cannot be read');
  return undefined;
}

function unreachable({ cause }: APIConnectionError, call: FailedCall): ModelError {
  if (cause instanceof NotAnEventStream) {
    const type = /^[\w.+-]+\/[\w.+-]+/.exec(cause.contentType)?.[0] ?? 'something';
    const what = `answers with ${type} instead of an event stream, as a proxy's page does`;
    return new ModelUnavailable(call, what);
  }
  const code = systemCode(cause);
  return new ModelUnavailable(call, code === undefined ? 'cannot be reached' : `cannot be reached (${code})`);
}

/** `fetch failed` says nothing; its cause has the code, e.g. ECONNREFUSED. */
function systemCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[A-Z_]+$/.test(cause.code)) return cause.code;
  }
  return undefined;
}

function refused(error: APIError, about: FailedCall, clean: (said: string) => string): ModelError {
  const { status, errorCode } = error;
  const call: FailedCall = {
    ...about,
    status,
    requestId: /^[\w-]{1,64}$/.exec(error.requestID ?? '')?.[0],
    said: error.apiMessage === null ? undefined : clean(error.apiMessage),
  };
  // Something in between speaks HTML, or nothing: its status says nothing about the key or the request.
  if (error.error === undefined && status !== undefined && ![401, 413, 429, 529].includes(status)) {
    return new ModelUnavailable(call, "gives an answer that is not the API's, as a proxy's page");
  }
  if (
    errorCode?.endsWith('_spend_limit_reached') ||
    errorCode === 'linked_organization_billing_unavailable'
  ) {
    return new SpendLimitReached(call);
  }
  // An error event in the middle of a stream has a type and no status.
  switch (error.type ?? typeOf(status)) {
    case 'authentication_error':
    case 'permission_error':
      return new AuthenticationFailed(call);
    case 'billing_error':
      return new SpendLimitReached(call);
    case 'not_found_error':
      return new ModelNotServed(call);
    case 'rate_limit_error':
      return new RateLimited(call, error.headers && retryAfterOf(error.headers));
    case 'overloaded_error':
      return new Overloaded(call);
    case 'invalid_request_error':
      return status === 413 || tooLong.test(error.apiMessage ?? '')
        ? new ContextTooLong(call)
        : new BadModelRequest(call);
    default:
      if (status === 413) return new ContextTooLong(call);
      return new ModelUnavailable(
        call,
        status === undefined ? 'failed in the middle of its answer' : 'failed',
      );
  }
}

const tooLong = /prompt is too long|exceeds? (the )?(context|maximum)|context (window|limit|length)/i;

/** For gateways whose bodies have no type. */
function typeOf(status: number | undefined): string | undefined {
  switch (status) {
    case 400:
    case 422:
      return 'invalid_request_error';
    case 401:
      return 'authentication_error';
    case 402:
      return 'billing_error';
    case 403:
      return 'permission_error';
    case 404:
      return 'not_found_error';
    case 429:
      return 'rate_limit_error';
    case 529:
      return 'overloaded_error';
    default:
      return undefined;
  }
}

/** Anything else of the SDK comes from reading the stream. */
function unfinished(error: AnthropicError, call: FailedCall): ModelError {
  if (error.cause instanceof SilentStream) {
    return new CutStream(call, `went silent for ${error.cause.ms / 1000} s in the middle of its answer`);
  }
  if (error.cause instanceof SyntaxError) return new CutStream(call, 'sent an answer that cannot be read');
  return new CutStream(call, 'broke off its answer');
}
