import { z } from 'zod';
import { RequestFields } from '../../agents/handoffs/migration-request.ts';
import { EmptyRequest, RequestTooLarge } from '../errors.ts';
import { type MigrationRequest, makeRequest, maxRequestBytes } from '../request.ts';
import { gitHubClient } from './client.ts';
import { NotGitHubsAnswer, PullRequestAddress } from './errors.ts';
import { getIssue } from './get.ts';
import { issueReference, nameOf } from './reference.ts';
import { gitHubServer } from './server.ts';

/** The part of GitHub's answer that is looked at. */
export const Issue = z.object({
  number: z.number().int(),
  title: z.string(),
  body: z.string().nullish(),
  html_url: z.string(),
  state: z.string().optional(),
  comments: z.number().int().default(0),
  user: z.object({ login: z.string() }).nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])).default([]),
  pull_request: z.unknown().optional(),
});

const labelName = (label: z.infer<typeof Issue>['labels'][number]): string =>
  typeof label === 'string' ? label : (label.name ?? '');

/**
 * Reads an issue of GitHub: its title and its text are the request. What was said below it is not read: it asks,
 * answers and changes its mind, and whoever may comment would order changes.
 * @throws an error of github/errors.ts, EmptyRequest, RequestTooLarge
 */
export async function readGitHubIssue(
  source: string,
  options: { env?: Readonly<Record<string, string | undefined>>; timeout?: number } = {},
): Promise<MigrationRequest> {
  const env = options.env ?? process.env;
  const server = gitHubServer(env);
  const asked = issueReference(source, server);
  const json = await getIssue(asked, gitHubClient(server, env, options));
  const parsed = Issue.safeParse(json);
  if (!parsed.success) throw new NotGitHubsAnswer(server.api, 'JSON that is no issue');
  const { title, body, html_url, state, comments, user, labels, number, pull_request } = parsed.data;
  const name = nameOf(asked);
  if (pull_request !== undefined && pull_request !== null) throw new PullRequestAddress(name);
  const raw = JSON.stringify({ title, body: body ?? '' });
  const bytes = Buffer.byteLength(raw);
  if (bytes > maxRequestBytes) throw new RequestTooLarge(name, bytes, maxRequestBytes);
  const request = makeRequest({ kind: 'github', ref: name }, body ?? '', {
    raw,
    // In the schema's order: what is kept of a run is compared to the letter.
    frontMatter: RequestFields.parse({
      title,
      number,
      url: html_url,
      labels: labels.map(labelName).filter(Boolean),
      ...(user ? { author: user.login } : {}),
    }),
  });
  if (request.title === '') throw new EmptyRequest(name, false);
  const notes = [
    ...(state === 'closed' ? [`${name} is closed`] : []),
    ...(comments > 0
      ? [
          `${comments === 1 ? 'the comment' : `the ${comments} comments`} below ${name} ${comments === 1 ? 'was' : 'were'} not read`,
        ]
      : []),
  ];
  return { ...request, notes: [...request.notes, ...notes] };
}
