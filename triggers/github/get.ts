import type { GitHubClient } from './client.ts';
import { IssueForbidden, IssueGone, IssueNotFound } from './errors.ts';
import { type IssueReference, nameOf } from './reference.ts';

/**
 * The JSON of one issue.
 * @throws an error of errors.ts
 */
export async function getIssue(
  { owner, repo, number }: IssueReference,
  client: GitHubClient,
): Promise<unknown> {
  const name = nameOf({ owner, repo, number });
  const { token } = client.server;
  const { data } = await client.ask(
    (octokit) =>
      octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
        owner,
        repo,
        issue_number: number,
      }),
    ({ status, said }) => {
      if (status === 403) return new IssueForbidden(name, said, token);
      if (status === 404) return new IssueNotFound(name, token);
      return status === 410 ? new IssueGone(name, said) : undefined;
    },
  );
  return data;
}
