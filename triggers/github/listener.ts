import type { Run } from '../../graph/store/runs.ts';
import type { Listener, Place } from '../conversation/place.ts';
import { gitHubClient } from './client.ts';
import { IssuePlace } from './issue-place.ts';
import { issueReference } from './reference.ts';
import { type GitHubServer, gitHubServer } from './server.ts';

/** The issues of the GitHub whose token there is; undefined without one. @throws BrokenApiUrl */
export function gitHubListener(env: Readonly<Record<string, string | undefined>>): Listener | undefined {
  const server = gitHubServer(env);
  if (server.token === undefined) return undefined;
  const client = gitHubClient(server, env);
  // A place knows what it has heard.
  const places = new Map<string, Place>();
  return {
    kind: 'github',
    title: `the issues of ${server.host}`,
    placeOf: (run) => {
      const issue = issueOf(run, server);
      if (issue === undefined) return undefined;
      const place = new IssuePlace(issue, client);
      const known = places.get(place.name) ?? place;
      places.set(place.name, known);
      return known;
    },
  };
}

/** Undefined: it is an issue of another GitHub. */
function issueOf({ spec }: Run, server: GitHubServer) {
  const { source, frontMatter } = spec.request;
  try {
    return issueReference(frontMatter.url ?? source.ref, server);
  } catch {
    return undefined;
  }
}
