import { RequestTwice } from './errors.ts';
import { readGitHubIssue } from './github/issue.ts';
import { isIssueSource } from './github/reference.ts';
import { readIssueFile, readStdin, requestFromText } from './issue-file.ts';
import type { MigrationRequest } from './request.ts';

/**
 * What `SOURCE` and `--text` on the command line name: `-` is standard input, an address or `OWNER/REPO#N` an issue
 * of GitHub, all else a file.
 * @throws as readIssueFile and readGitHubIssue
 */
export async function readRequest(from: { source?: string; text?: string }): Promise<MigrationRequest> {
  const { source, text } = from;
  if (text !== undefined && source !== undefined) throw new RequestTwice(source);
  if (text !== undefined) return requestFromText(text);
  if (source === undefined || source === '-') return readStdin();
  return isIssueSource(source) ? readGitHubIssue(source) : readIssueFile(source);
}
