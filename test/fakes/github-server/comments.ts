import type { ServerResponse } from 'node:http';
import { type FakeIssue, person } from './issues.ts';
import { refuse } from './refuse.ts';

export interface FakeComment {
  readonly id: number;
  readonly issue: string;
  readonly login: string;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
}

/** The second it is, as GitHub counts. */
const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** Comments of all issues. Ids count up, with gaps, as other people write elsewhere. */
export class Comments {
  readonly #all: FakeComment[] = [];

  add(issue: string, login: string, body: string): FakeComment {
    const id = 1_800_000_000 + this.#all.length * 7;
    const at = now();
    const comment = { id, issue, login, body, createdAt: at, updatedAt: at };
    this.#all.push(comment);
    return comment;
  }

  edit(comment: FakeComment, body: string): void {
    comment.body = body;
    comment.updatedAt = new Date(Date.parse(comment.createdAt) + 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  find(repository: string, id: number): FakeComment | undefined {
    return this.#all.find((one) => one.id === id && one.issue.startsWith(`${repository}#`));
  }

  of(issue: string): readonly FakeComment[] {
    return this.#all.filter((comment) => comment.issue === issue);
  }

  /** `GET …/comments`: oldest first, pages with absolute links, an etag a page. */
  list(issue: string, url: URL, ifNoneMatch: string | undefined, response: ServerResponse, at: At): unknown {
    const since = url.searchParams.get('since');
    if (since !== null && Number.isNaN(Date.parse(since))) return refuse(response, 422, 'Invalid since');
    const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
    const page = Number(url.searchParams.get('page') ?? 1);
    const found = this.of(issue).filter(
      ({ updatedAt }) => since === null || Date.parse(updatedAt) >= Date.parse(since),
    );
    const shown = found.slice((page - 1) * size, page * size);
    const body = JSON.stringify(shown.map((comment) => commentJson(comment, at)));
    const etag = `W/"${Buffer.from(body).toString('base64').slice(-48)}${body.length}"`;
    response.setHeader('etag', etag);
    if (found.length > page * size) {
      const next = new URL(`${at.api}${url.pathname.replace('/api/v3', '')}`);
      next.search = url.search;
      next.searchParams.set('page', String(page + 1));
      response.setHeader('link', `<${next.href}>; rel="next"`);
    }
    if (ifNoneMatch === etag) return response.writeHead(304).end();
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    return response.end(body);
  }
}

interface At {
  readonly api: string;
  readonly web: string;
}

export function commentJson(comment: FakeComment, { api, web }: At): Record<string, unknown> {
  const [repository = '', number = ''] = comment.issue.split('#');
  return {
    url: `${api}/repos/${repository}/issues/comments/${comment.id}`,
    html_url: `${web}/${repository}/issues/${number}#issuecomment-${comment.id}`,
    issue_url: `${api}/repos/${repository}/issues/${number}`,
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: person(comment.login, api, web),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: 'NONE',
    body: comment.body,
    reactions: { total_count: 0 },
    performed_via_github_app: null,
  };
}

export const nameOf = ({ repository, number }: Pick<FakeIssue, 'repository' | 'number'>): string =>
  `${repository}#${number}`;
