import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, sendFault } from './faults.ts';
import { type FakeIssue, issueJson } from './issues.ts';
import { refuse } from './refuse.ts';

export interface GitHubServerOptions {
  readonly issues?: readonly FakeIssue[];
  /** The token that is accepted; without one there is only what is public. */
  readonly token?: string;
  /** One a request, in order; none when they are used up. */
  readonly faults?: readonly Fault[];
  /** Repositories that moved: from, to. */
  readonly moved?: Readonly<Record<string, string>>;
}

export interface FakeGitHub extends AsyncDisposable {
  /** As `GITHUB_API_URL` names it: below the host, as an Enterprise server has it. */
  readonly api: string;
  readonly host: string;
  readonly log: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
}

const issuePath = /^\/api\/v3\/(?:repos\/([^/]+\/[^/]+)|repositories\/(\d+))\/issues\/(\d+)$/;

/** The part of GitHub's REST API that reads an issue, over a socket: as strict as it, with faults by script. */
export async function gitHubServer(options: GitHubServerOptions = {}): Promise<FakeGitHub> {
  const faults = [...(options.faults ?? [])];
  const log: { path: string; headers: IncomingHttpHeaders }[] = [];
  const moved = Object.entries(options.moved ?? {});
  let api = '';
  let host = '';

  function answer(request: IncomingMessage, response: ServerResponse): unknown {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    log.push({ path: pathname, headers: request.headers });
    response.setHeader('server', 'GitHub.com');
    response.setHeader('x-github-media-type', 'github.v3; format=json');
    response.setHeader('x-ratelimit-limit', '60');
    response.setHeader('x-ratelimit-remaining', '58');
    const fault = faults.shift();
    if (fault) return sendFault(fault, response);
    if (!request.headers['user-agent'])
      return refuse(
        response,
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      );
    const given = request.headers.authorization?.replace(/^(?:Bearer|token) /i, '');
    const known = given !== undefined && given === options.token;
    if (given !== undefined && !known) return refuse(response, 401, 'Bad credentials');
    const found = request.method === 'GET' ? issuePath.exec(pathname) : null;
    if (!found) return refuse(response, 404, 'Not Found');
    const from = moved.findIndex(([old]) => old === found[1]);
    if (from !== -1) {
      const url = `${api}/repositories/${from}/issues/${found[3]}`;
      response.setHeader('location', url);
      return refuse(response, 301, 'Moved Permanently', { url });
    }
    const repository = found[1] ?? moved[Number(found[2])]?.[1];
    const issue = options.issues?.find(
      (one) => one.repository === repository && one.number === Number(found[3]),
    );
    if (!issue || (issue.isPrivate && !known)) return refuse(response, 404, 'Not Found');
    if (issue.isDeleted) return refuse(response, 410, 'This issue was deleted');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', etag: 'W/"1"' });
    return response.end(JSON.stringify(issueJson(issue, api, `http://${host}`)));
  }

  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = `http://${host}/api/v3`;
  return {
    api,
    host,
    log,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
