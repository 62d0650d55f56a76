import { IssueOfOtherHost, NotAnIssueAddress, PullRequestAddress } from './errors.ts';
import type { GitHubServer } from './server.ts';

/** One issue of one repository. */
export interface IssueReference {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

export const nameOf = ({ owner, repo, number }: IssueReference): string => `${owner}/${repo}#${number}`;

const owner = '[A-Za-z0-9][A-Za-z0-9_-]*';
// `..` would be another place of the API.
const repo = '(?!\\.{1,2}[/#])[A-Za-z0-9._-]+';
const short = new RegExp(`^(${owner})/(${repo})#([1-9]\\d{0,14})$`);
const path = new RegExp(`^/(${owner})/(${repo})/(issues|pull)/([1-9]\\d{0,14})/?$`);
const web = /^https?:\/\//i;

/** Whether `SOURCE` is no file: `OWNER/REPO#N`, or an address of the web. A file of such a name is `./OWNER/REPO#N`. */
export const isIssueSource = (source: string): boolean => short.test(source) || web.test(source);

/** @throws NotAnIssueAddress, PullRequestAddress, IssueOfOtherHost */
export function issueReference(source: string, server: GitHubServer): IssueReference {
  const named = short.exec(source);
  if (named) return { owner: named[1] ?? '', repo: named[2] ?? '', number: Number(named[3]) };
  const url = URL.canParse(source) ? new URL(source) : undefined;
  const found = url && path.exec(url.pathname);
  if (!url || !found) throw new NotAnIssueAddress(source);
  const host = url.host.replace(/^www\./, '');
  // The token goes to the API of the server that is configured, never to a host that only the address names.
  if (host !== server.host) throw new IssueOfOtherHost(host, server.host);
  const reference = { owner: found[1] ?? '', repo: found[2] ?? '', number: Number(found[4]) };
  if (found[3] === 'pull') throw new PullRequestAddress(nameOf(reference));
  return reference;
}
