import {
  GitHubFault,
  GitHubUnreachable,
  IssueForbidden,
  IssueGone,
  IssueNotFound,
  NotGitHubsAnswer,
  RateLimited,
  TokenRefused,
} from './errors.ts';
import { type IssueReference, nameOf } from './reference.ts';
import type { GitHubServer } from './server.ts';

/** Longer than GitHub's own limit of 10 s for an answer. */
const patience = 20_000;
/** A moved repository answers with the address of the new one; more hops than these are a loop. */
const mostHops = 3;
/** An issue has 65,536 characters at most; with its labels and people it stays far below. */
const mostBytes = 2 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * The JSON of one issue: `GET /repos/{owner}/{repo}/issues/{number}`.
 * @throws an error of errors.ts
 */
export async function getIssue(
  issue: IssueReference,
  server: GitHubServer,
  options: { timeout?: number; proxy?: boolean } = {},
): Promise<unknown> {
  const signal = AbortSignal.timeout(options.timeout ?? patience);
  const answer = await ask(issue, server, signal).catch((error: unknown) => {
    const reason = unreachable(error);
    if (reason === undefined) throw error;
    throw new GitHubUnreachable(server.api, reason, options.proxy === true, error);
  });
  if (answer.status >= 500) throw new GitHubFault(server.api, answer.status);
  const json = read(answer, server);
  if (answer.status === 200) return json;
  throw refusal(answer, json, issue, server);
}

async function ask(
  issue: IssueReference,
  { api, token }: GitHubServer,
  signal: AbortSignal,
): Promise<Answer> {
  let url = `${api}/repos/${issue.owner}/${issue.repo}/issues/${issue.number}`;
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const response = await fetch(url, {
      headers: {
        accept: 'application/vnd.github+json',
        'user-agent': 'godwit',
        'x-github-api-version': '2022-11-28',
        ...(token === undefined ? {} : { authorization: token.header }),
      },
      redirect: 'manual',
      signal,
    });
    const to = response.headers.get('location');
    if (![301, 302, 307, 308].includes(response.status) || to === null)
      return { status: response.status, headers: response.headers, text: await textOf(response, api) };
    await response.body?.cancel();
    const next = URL.canParse(to, url) ? new URL(to, url) : undefined;
    // Whoever can redirect must not get the token.
    if (next?.origin !== new URL(api).origin)
      throw new NotGitHubsAnswer(api, `it sends on to ${next?.host ?? 'nowhere'}`);
    url = next.href;
  }
  throw new NotGitHubsAnswer(api, `it sends on more than ${mostHops} times`);
}

async function textOf(response: Response, api: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new NotGitHubsAnswer(api, `an answer of more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function read({ status, headers, text }: Answer, { api }: GitHubServer): unknown {
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? 'no content type';
  if (!/json$/.test(type)) throw new NotGitHubsAnswer(api, `${status} with ${type}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new NotGitHubsAnswer(api, `${status} with JSON that is broken or cut off`);
  }
}

function refusal(answer: Answer, json: unknown, issue: IssueReference, { api, token }: GitHubServer): Error {
  const name = nameOf(issue);
  const said = messageOf(json);
  switch (answer.status) {
    case 401:
      return new TokenRefused(api, token);
    case 403:
    case 429:
      return isRateLimit(answer, said)
        ? new RateLimited(resetOf(answer.headers), token)
        : new IssueForbidden(name, said, token);
    case 404:
      return new IssueNotFound(name, token);
    case 410:
      return new IssueGone(name, said);
    default:
      return new NotGitHubsAnswer(api, `${answer.status} (${said})`);
  }
}

const isRateLimit = ({ status, headers }: Answer, said: string): boolean =>
  status === 429 ||
  headers.get('x-ratelimit-remaining') === '0' ||
  headers.has('retry-after') ||
  /rate limit/i.test(said);

/** `retry-after` counts seconds; `x-ratelimit-reset` is a time. */
function resetOf(headers: Headers): Date | undefined {
  const wait = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(wait)) return new Date(Math.ceil(Date.now() / 1000 + wait) * 1000);
  const at = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  return Number.isFinite(at) && at > 0 ? new Date(at * 1000) : undefined;
}

/** One line of what GitHub says, without what a terminal would obey. */
function messageOf(json: unknown): string {
  const message = typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  const text = typeof message === 'string' ? message.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim() : '';
  return text === '' ? 'no reason given' : text.slice(0, 160);
}

/** What the network did; undefined for an error of another kind. `fetch failed` says nothing, its cause does. */
function unreachable(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (!(error instanceof TypeError)) return undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code ?? (cause instanceof Error ? cause.message : error.message);
}
