import { type ExitCode, exitCode, GodwitError } from '../../errors.ts';
import type { Token } from './server.ts';

/* What stands between an issue's address and its text. No message holds a token, nor more of an answer than a line. */

abstract class WrongSource extends GodwitError {
  override readonly exit: ExitCode = exitCode.usage;
}

export class NotAnIssueAddress extends WrongSource {
  readonly code = 'not-an-issue-address';
  constructor(source: string) {
    super(`"${withoutSecrets(source)}" is not the address of a GitHub issue`, {
      hint: 'give https://github.com/OWNER/REPO/issues/N, OWNER/REPO#N, or the path of a Markdown file',
    });
  }
}

export class IssueOfOtherHost extends WrongSource {
  readonly code = 'issue-of-other-host';
  constructor(host: string, server: string) {
    const api = host === 'github.com' ? 'unset GITHUB_API_URL' : `set GITHUB_API_URL=https://${host}/api/v3`;
    super(`the issue is on "${host}", and the GitHub that is asked is ${server}`, {
      hint: `${api} if that is your GitHub; a token is sent nowhere else`,
    });
  }
}

export class PullRequestAddress extends WrongSource {
  readonly code = 'pull-request-not-issue';
  constructor(name: string) {
    super(`${name} is a pull request, not an issue`, {
      hint: 'godwit check proves the migrations of a pull request; run and plan take an issue',
    });
  }
}

export class BrokenApiUrl extends WrongSource {
  readonly code = 'github-api-url-broken';
  constructor(reason: string) {
    super(`GITHUB_API_URL ${reason}`, {
      hint: 'give the address of the REST API, e.g. https://github.example.com/api/v3, or unset it for github.com',
    });
  }
}

export class IssueNotFound extends WrongSource {
  readonly code = 'issue-not-found';
  constructor(name: string, token: Token | undefined) {
    super(`there is no issue ${name}, or it may not be seen`, {
      hint:
        token === undefined
          ? 'check owner, repository and number; a private repository needs GITHUB_TOKEN'
          : `check owner, repository and number, and that the token of ${token.from} may read its issues`,
    });
  }
}

export class IssueGone extends WrongSource {
  readonly code = 'issue-gone';
  constructor(name: string, said: string) {
    super(`the issue ${name} is gone: ${said}`, { hint: 'it was deleted, or the repository has no issues' });
  }
}

export class TokenRefused extends GodwitError {
  readonly code = 'github-token-refused';
  constructor(api: string, token: Token | undefined) {
    super(
      token === undefined
        ? `${api} wants a token (401)`
        : `${api} does not accept the token of ${token.from} (401)`,
      {
        hint:
          token === undefined
            ? 'set GITHUB_TOKEN, e.g. GITHUB_TOKEN=$(gh auth token)'
            : `it may have expired; a public issue can be read with ${token.from} unset`,
      },
    );
  }
}

export class IssueForbidden extends GodwitError {
  readonly code = 'github-forbidden';
  constructor(name: string, said: string, token: Token | undefined) {
    super(`GitHub does not let ${name} be read (403): ${said}`, {
      hint:
        token === undefined
          ? 'set GITHUB_TOKEN'
          : `the token of ${token.from} needs to read issues of the repository, and single sign-on where the organisation has it`,
    });
  }
}

export class CommentRefused extends GodwitError {
  readonly code = 'comment-refused';
  constructor(name: string, status: number, said: string, token: Token | undefined) {
    super(`GitHub takes no comment on ${name} (${status}): ${said}`, {
      hint:
        token === undefined
          ? 'set GITHUB_TOKEN'
          : `the token of ${token.from} needs to write issues; without it, runs are answered on a terminal: npx godwit runs, npx godwit answer RUN`,
    });
  }
}

export class RateLimited extends GodwitError {
  readonly code = 'github-rate-limited';
  override readonly transient = true;
  /** Undefined where the answer does not say. */
  readonly resetsAt: Date | undefined;
  constructor(resetsAt: Date | undefined, token: Token | undefined) {
    const when = resetsAt === undefined ? '' : ` until ${resetsAt.toISOString().replace('.000', '')}`;
    const who = token === undefined ? 'requests without a token' : `the token of ${token.from}`;
    super(`GitHub takes no more of ${who}${when}: its rate limit is used up`, {
      hint:
        token === undefined
          ? 'set GITHUB_TOKEN: 5,000 requests an hour instead of 60'
          : 'try again then, or save the text of the issue in a file',
    });
    this.resetsAt = resetsAt;
  }
}

export class GitHubUnreachable extends GodwitError {
  readonly code = 'github-unreachable';
  override readonly transient = true;
  constructor(api: string, reason: string, proxy: boolean, cause: unknown) {
    super(`${api} cannot be reached: ${reason}`, {
      hint: proxy
        ? 'the proxy of HTTPS_PROXY is not asked: Node 24 does so with NODE_USE_ENV_PROXY=1, or save the text of the issue in a file'
        : 'check the network and GITHUB_API_URL, or save the text of the issue in a file',
      cause,
    });
  }
}

export class GitHubFault extends GodwitError {
  readonly code = 'github-fault';
  override readonly transient = true;
  constructor(api: string, status: number) {
    super(`${api} has a fault of its own (${status})`, { hint: 'try again; https://www.githubstatus.com' });
  }
}

export class NotGitHubsAnswer extends GodwitError {
  readonly code = 'not-githubs-answer';
  constructor(api: string, what: string) {
    super(`what answers at ${api} is not GitHub's API: ${what}`, {
      hint: 'a proxy or a sign-in page stands in between, or GITHUB_API_URL is not the address of the API',
    });
  }
}

/** An address may hold a password. */
function withoutSecrets(source: string): string {
  if (!URL.canParse(source)) return source.slice(0, 200);
  const { origin, pathname } = new URL(source);
  return `${origin}${pathname}`.slice(0, 200);
}
