import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Comments, commentJson, type FakeComment, nameOf } from './comments.ts';
import { type Fault, sendFault } from './faults.ts';
import { type FakeIssue, issueJson, person } from './issues.ts';
import { refuse } from './refuse.ts';

export interface GitHubServerOptions {
  readonly issues?: readonly FakeIssue[];
  /** The token that is accepted; without one there is only what is public. */
  readonly token?: string;
  /** Whose token it is. */
  readonly tokenOf?: string;
  /** Of people, in every repository; others have `read`. */
  readonly permissions?: Readonly<Record<string, 'admin' | 'write' | 'read'>>;
  /** One a request, in order; none when they are used up. */
  readonly faults?: readonly Fault[];
  /** Repositories that moved: from, to. */
  readonly moved?: Readonly<Record<string, string>>;
}

export interface FakeGitHub extends AsyncDisposable {
  /** As `GITHUB_API_URL` names it: below the host, as an Enterprise server has it. */
  readonly api: string;
  readonly host: string;
  readonly log: readonly Logged[];
  readonly comments: Comments;
  /** What goes wrong with the next request of this method. */
  fail(method: string, fault: Fault): void;
  /** The next comment is written, and nobody is told: resolves once it is there. */
  holdNextComment(): Promise<void>;
}

export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: () => number;
  readonly headers: IncomingHttpHeaders;
}

const repositoryPath = '(?:repos/([^/]+/[^/]+)|repositories/(\\d+))';
const issuePath = new RegExp(`^/api/v3/${repositoryPath}/issues/(\\d+)(/comments)?$`);
const commentPath = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/issues\/comments\/(\d+)$/;
const permissionPath = new RegExp(`^/api/v3/${repositoryPath}/collaborators/([^/]+)/permission$`);

/** The part of GitHub's REST API that reads an issue and its comments, over a socket: as strict as it, with faults by script. */
export async function gitHubServer(options: GitHubServerOptions = {}): Promise<FakeGitHub> {
  const faults = [...(options.faults ?? [])];
  const failing: { method: string; fault: Fault }[] = [];
  const log: Logged[] = [];
  const moved = Object.entries(options.moved ?? {});
  const comments = new Comments();
  const own = options.tokenOf ?? 'godwit-app[bot]';
  let held: (() => void) | undefined;
  let api = '';
  let host = '';

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    const url = new URL(request.url ?? '/', `http://${host}`);
    const { pathname } = url;
    const { method = 'GET', headers } = request;
    log.push({ method, path: pathname, headers, status: () => response.statusCode });
    response.setHeader('server', 'GitHub.com');
    response.setHeader('x-github-media-type', 'github.v3; format=json');
    response.setHeader('x-ratelimit-limit', '60');
    response.setHeader('x-ratelimit-remaining', '58');
    const at = failing.findIndex((one) => one.method === method);
    const fault = at === -1 ? faults.shift() : failing.splice(at, 1)[0]?.fault;
    if (fault) return sendFault(fault, response);
    if (!headers['user-agent'])
      return refuse(
        response,
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      );
    const given = headers.authorization?.replace(/^(?:Bearer|token) /i, '');
    const known = given !== undefined && given === options.token;
    if (given !== undefined && !known) return refuse(response, 401, 'Bad credentials');
    if (method === 'GET' && pathname === '/api/v3/user') return user(known, response);
    const permission = method === 'GET' ? permissionPath.exec(pathname) : null;
    if (permission) return permissionOf(decodeURIComponent(permission[3] ?? ''), known, response);
    const comment = method === 'GET' ? commentPath.exec(pathname) : null;
    if (comment) return one(comments.find(comment[1] ?? '', Number(comment[2])), response);
    const found = issuePath.exec(pathname);
    if (!found) return refuse(response, 404, 'Not Found');
    const from = moved.findIndex(([old]) => old === found[1]);
    if (from !== -1) {
      const to = `${api}/repositories/${from}/issues/${found[3]}${found[4] ?? ''}`;
      response.setHeader('location', to);
      return refuse(response, method === 'GET' ? 301 : 307, 'Moved Permanently', { url: to });
    }
    const repository = found[1] ?? moved[Number(found[2])]?.[1];
    const issue = options.issues?.find(
      (one) => one.repository === repository && one.number === Number(found[3]),
    );
    if (!issue || (issue.isPrivate && !known)) return refuse(response, 404, 'Not Found');
    if (issue.isDeleted) return refuse(response, 410, 'This issue was deleted');
    const places = { api, web: `http://${host}` };
    if (found[4] === undefined)
      return method === 'GET'
        ? json(response, 200, issueJson(issue, api, places.web), { etag: 'W/"1"' })
        : refuse(response, 404, 'Not Found');
    if (method === 'GET')
      return comments.list(nameOf(issue), url, headers['if-none-match'], response, places);
    if (method === 'POST') return create(issue, known, request, response, places);
    return refuse(response, 404, 'Not Found');
  }

  async function create(
    issue: FakeIssue,
    known: boolean,
    request: IncomingMessage,
    response: ServerResponse,
    places: { api: string; web: string },
  ): Promise<unknown> {
    const sent = JSON.parse(await text(request)) as { body?: unknown };
    if (!known) return refuse(response, 401, 'Requires authentication');
    if (issue.isLocked) return refuse(response, 403, 'Unable to create comment because issue is locked.');
    if (typeof sent.body !== 'string' || sent.body.trim() === '')
      return refuse(response, 422, 'Validation Failed', {
        errors: [{ resource: 'IssueComment', field: 'data', code: 'unprocessable' }],
      });
    if (sent.body.length > 65_536)
      return refuse(response, 422, 'Validation Failed', {
        errors: [{ message: 'Body is too long (maximum is 65536 characters)' }],
      });
    const comment = comments.add(nameOf(issue), own, sent.body);
    if (held !== undefined) {
      held();
      held = undefined;
      return undefined;
    }
    const created = commentJson(comment, places);
    return json(response, 201, created, { location: String(created.url) });
  }

  function user(known: boolean, response: ServerResponse): unknown {
    if (!known) return refuse(response, 401, 'Requires authentication');
    if (own.endsWith('[bot]')) return refuse(response, 403, 'Resource not accessible by integration');
    return json(response, 200, person(own, api, `http://${host}`));
  }

  function one(comment: FakeComment | undefined, response: ServerResponse): unknown {
    return comment === undefined
      ? refuse(response, 404, 'Not Found')
      : json(response, 200, commentJson(comment, { api, web: `http://${host}` }));
  }

  function permissionOf(login: string, known: boolean, response: ServerResponse): unknown {
    if (!known) return refuse(response, 401, 'Requires authentication');
    const permission = options.permissions?.[login] ?? 'read';
    return json(response, 200, {
      permission,
      role_name: permission,
      user: person(login, api, `http://${host}`),
    });
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = `http://${host}/api/v3`;
  return {
    api,
    host,
    log,
    comments,
    fail: (method, fault) => void failing.push({ method, fault }),
    holdNextComment: () =>
      new Promise((resolve) => {
        held = resolve;
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): unknown {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  return response.end(JSON.stringify(body));
}
