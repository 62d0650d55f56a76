export interface FakeIssue {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly author?: string;
  readonly labels?: readonly string[];
  readonly comments?: number;
  readonly state?: 'open' | 'closed';
  readonly isPullRequest?: boolean;
  /** Seen with the token only. */
  readonly isPrivate?: boolean;
  /** 410, as GitHub answers for what was deleted. */
  readonly isDeleted?: boolean;
  /** Nobody but collaborators may comment; the token is none's. */
  readonly isLocked?: boolean;
}

/** An issue as `GET /repos/{owner}/{repo}/issues/{number}` shows it; a pull request is one with one key more. */
export function issueJson(issue: FakeIssue, api: string, web: string): Record<string, unknown> {
  const { repository, number, isPullRequest } = issue;
  const url = `${api}/repos/${repository}/issues/${number}`;
  const page = `${web}/${repository}/${isPullRequest ? 'pull' : 'issues'}/${number}`;
  return {
    url,
    repository_url: `${api}/repos/${repository}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    html_url: page,
    id: 2_000_000_000 + number,
    node_id: Buffer.from(`Issue${number}`).toString('base64'),
    number,
    title: issue.title,
    user: person(issue.author ?? 'octocat', api, web),
    labels: (issue.labels ?? []).map((name, at) => ({
      id: 300 + at,
      node_id: `LA_${at}`,
      url: `${api}/repos/${repository}/labels/${encodeURIComponent(name)}`,
      name,
      color: 'ededed',
      default: false,
      description: null,
    })),
    state: issue.state ?? 'open',
    state_reason: issue.state === 'closed' ? 'completed' : null,
    locked: issue.isLocked ?? false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments ?? 0,
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-02T10:00:00Z',
    closed_at: issue.state === 'closed' ? '2026-11-02T10:00:00Z' : null,
    author_association: 'CONTRIBUTOR',
    ...(isPullRequest
      ? {
          draft: false,
          pull_request: {
            url: `${api}/repos/${repository}/pulls/${number}`,
            html_url: page,
            merged_at: null,
          },
        }
      : {}),
    body: issue.body,
    closed_by: null,
    reactions: { url: `${url}/reactions`, total_count: 0 },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
  };
}

export const person = (login: string, api: string, web: string) => ({
  login,
  id: 583_231,
  node_id: 'MDQ6VXNlcjU4MzIzMQ==',
  html_url: `${web}/${login}`,
  url: `${api}/users/${login}`,
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
  site_admin: false,
});
