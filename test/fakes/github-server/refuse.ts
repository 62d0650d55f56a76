import type { ServerResponse } from 'node:http';

/** A refusal as GitHub words it: a message and where to read about it; the status is in the body too. */
export function refuse(response: ServerResponse, status: number, message: string, more: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(
    JSON.stringify({
      message,
      ...more,
      documentation_url: 'https://docs.github.com/rest/issues/issues#get-an-issue',
      status: String(status),
    }),
  );
}
