import type { Octokit } from '@octokit/core';
import { GodwitError } from '../../errors.ts';
import { GitHubFault, GitHubUnreachable, NotGitHubsAnswer, RateLimited, TokenRefused } from './errors.ts';
import { fetchFrom } from './fetch.ts';
import type { GitHubServer } from './server.ts';

/** Longer than GitHub's own limit of 10 s for an answer. */
const usualPatience = 20_000;

export interface ClientOptions {
  /** Milliseconds for an answer. */
  readonly timeout?: number;
}

/** What GitHub says where it does not do what was asked: its status, and one line. */
export interface Refusal {
  readonly status: number;
  readonly said: string;
}

/** The REST API of one server. */
export interface GitHubClient {
  readonly server: GitHubServer;
  /**
   * Asks for one thing. `refused` makes the error of a refusal that is about that thing; undefined leaves it to those
   * that are about the server.
   * @throws an error of errors.ts
   */
  ask<T>(
    request: (octokit: Octokit) => Promise<T>,
    refused: (refusal: Refusal) => Error | undefined,
  ): Promise<T>;
}

/** Octokit is loaded only here: most commands ask nothing of GitHub. */
export function gitHubClient(
  server: GitHubServer,
  env: Readonly<Record<string, string | undefined>>,
  options: ClientOptions = {},
): GitHubClient {
  const proxy = Boolean(env.HTTPS_PROXY ?? env.https_proxy);
  let opened: Promise<Octokit> | undefined;
  const open = async (): Promise<Octokit> => {
    const { Octokit } = await import('@octokit/core');
    const silent = () => undefined;
    return new Octokit({
      baseUrl: server.api,
      userAgent: 'godwit',
      request: { fetch: fetchFrom(server, options.timeout ?? usualPatience) },
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
  };
  return {
    server,
    async ask(request, refused) {
      opened ??= open();
      const octokit = await opened;
      try {
        return await request(octokit);
      } catch (error) {
        throw asOurs(error, server, proxy, refused);
      }
    },
  };
}

type Headers = Readonly<Record<string, unknown>>;

interface Failure {
  readonly status: number;
  readonly cause?: unknown;
  readonly response?: { readonly headers: Headers; readonly data: unknown };
}

/** Octokit's error holds the request; none of it goes on. */
function asOurs(
  error: unknown,
  server: GitHubServer,
  proxy: boolean,
  refused: (refusal: Refusal) => Error | undefined,
): unknown {
  if (!isFailure(error)) return error;
  const { api, token } = server;
  const { status, response, cause } = error;
  if (response === undefined) {
    if (cause instanceof GodwitError) return cause;
    return new GitHubUnreachable(api, reasonOf(cause ?? error), proxy, cause);
  }
  const said = messageOf(response.data);
  if (status >= 500) return new GitHubFault(api, status);
  if (status === 401) return new TokenRefused(api, token);
  if (isRateLimit(status, response.headers, said)) return new RateLimited(resetOf(response.headers), token);
  return refused({ status, said }) ?? new NotGitHubsAnswer(api, `${status} (${said})`);
}

const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && error.name === 'HttpError' && 'status' in error;

const isRateLimit = (status: number, headers: Headers, said: string): boolean =>
  status === 429 ||
  (status === 403 &&
    (header(headers, 'x-ratelimit-remaining') === '0' ||
      header(headers, 'retry-after') !== undefined ||
      /rate limit/i.test(said)));

const header = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return value === undefined ? undefined : String(value);
};

/** `retry-after` counts seconds; `x-ratelimit-reset` is a time. */
function resetOf(headers: Headers): Date | undefined {
  const wait = Number(header(headers, 'retry-after') ?? Number.NaN);
  if (Number.isFinite(wait)) return new Date(Math.ceil(Date.now() / 1000 + wait) * 1000);
  const at = Number(header(headers, 'x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(at) && at > 0 ? new Date(at * 1000) : undefined;
}

/** One line of what GitHub says, without what a terminal would obey. */
function messageOf(json: unknown): string {
  const message = typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  const text = typeof message === 'string' ? message.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim() : '';
  return text === '' ? 'no reason given' : text.slice(0, 160);
}

/** What the network did. `fetch failed` says nothing, its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? (cause instanceof Error ? cause.message : error.message);
}
