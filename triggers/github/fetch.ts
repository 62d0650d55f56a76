import { NotGitHubsAnswer } from './errors.ts';
import type { GitHubServer } from './server.ts';

/** A moved repository answers with the address of the new one; more hops than these are a loop. */
const mostHops = 3;
/** An issue has 65,536 characters at most; a hundred comments stay below, as long as they are for people. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Asks the API of this server and nothing else: with its token, which no other part holds; sent on only within it;
 * and nothing is taken for an answer that is no JSON.
 */
export const fetchFrom =
  (server: GitHubServer, patience: number): typeof fetch =>
  async (input, init = {}) => {
    const { api, token } = server;
    const signal = AbortSignal.timeout(patience);
    const headers = new Headers(init.headers);
    headers.set('x-github-api-version', '2022-11-28');
    if (token !== undefined) headers.set('authorization', token.header);
    let url = String(input);
    for (let hop = 0; hop <= mostHops; hop += 1) {
      // Whoever can redirect must not get the token.
      if (!URL.canParse(url) || new URL(url).origin !== new URL(api).origin)
        throw new NotGitHubsAnswer(
          api,
          `it sends on to ${URL.canParse(url) ? new URL(url).host : 'nowhere'}`,
        );
      const response = await fetch(url, { ...init, headers, redirect: 'manual', signal });
      const to = response.headers.get('location');
      if (![301, 302, 307, 308].includes(response.status) || to === null) return wholeOf(response, api);
      await response.body?.cancel();
      url = URL.canParse(to, url) ? new URL(to, url).href : to;
    }
    throw new NotGitHubsAnswer(api, `it sends on more than ${mostHops} times`);
  };

/** The answer, read to its end. */
async function wholeOf(response: Response, api: string): Promise<Response> {
  const { status, headers } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > mostBytes) throw new NotGitHubsAnswer(api, `an answer of more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  const text = Buffer.concat(chunks).toString('utf8');
  // A fault of its own may come as a page.
  if (status < 500) assertJson(text, status, headers, api);
  return new Response(text, { status, headers });
}

function assertJson(text: string, status: number, headers: Headers, api: string): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? 'no content type';
  if (!/json$/.test(type)) throw new NotGitHubsAnswer(api, `${status} with ${type}`);
  try {
    JSON.parse(text);
  } catch {
    throw new NotGitHubsAnswer(api, `${status} with JSON that is broken or cut off`);
  }
}
