import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { refuse } from './refuse.ts';

/** What goes wrong with one request. */
export type Fault =
  | { readonly kind: 'rate limit'; readonly resetsAt: number }
  | { readonly kind: 'secondary rate limit'; readonly retryAfter: number }
  | { readonly kind: 'single sign-on' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'web page'; readonly status: number }
  | { readonly kind: 'sent elsewhere'; readonly to: string }
  | { readonly kind: 'no answer' }
  | { readonly kind: 'cut off' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'endless' }
  | { readonly kind: 'other json' };

const page = '<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>';

export function sendFault(fault: Fault, response: ServerResponse): unknown {
  switch (fault.kind) {
    case 'rate limit':
      response.setHeader('x-ratelimit-remaining', '0');
      response.setHeader('x-ratelimit-reset', String(fault.resetsAt));
      return refuse(response, 403, "API rate limit exceeded for 203.0.113.7. (But here's the good news: …)");
    case 'secondary rate limit':
      response.setHeader('retry-after', String(fault.retryAfter));
      return refuse(response, 403, 'You have exceeded a secondary rate limit. Please wait a few minutes.');
    case 'single sign-on':
      response.setHeader(
        'x-github-sso',
        'required; url=https://github.com/orgs/acme/sso?authorization_request=A',
      );
      return refuse(response, 403, 'Resource protected by organization SAML enforcement.');
    case 'status':
      return refuse(response, fault.status, 'Server Error');
    case 'web page':
      response.writeHead(fault.status, {
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
      });
      return response.end(gzipSync(page));
    case 'sent elsewhere':
      response.writeHead(302, { location: fault.to });
      return response.end();
    case 'no answer':
      return undefined;
    case 'cut off':
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': '5000',
      });
      response.write('{"number": 1, "title": "Add');
      return setTimeout(() => response.destroy(), 20);
    case 'reset':
      return response.destroy();
    case 'endless': {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      return more();
    }
    case 'other json':
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end('{"ok":true}');
  }
}
