import { BrokenApiUrl } from './errors.ts';

/** Which GitHub is asked, and as whom. */
export interface GitHubServer {
  /** Where its pages are: `github.com`, `github.example.com`. */
  readonly host: string;
  /** Of the REST API, without a slash at the end. */
  readonly api: string;
  /** Undefined: as nobody, who sees public repositories 60 times an hour. */
  readonly token: Token | undefined;
}

/** A secret that cannot be printed; the variable that holds it can. */
export class Token {
  readonly from: string;
  readonly #value: string;

  constructor(from: string, value: string) {
    this.from = from;
    this.#value = value;
  }

  get header(): string {
    return `Bearer ${this.#value}`;
  }

  toJSON(): string {
    return `(${this.from})`;
  }
}

const variables = ['GITHUB_TOKEN', 'GH_TOKEN'] as const;
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The server that `GITHUB_API_URL` names, as GitHub's own runners set it; else github.com.
 * @throws BrokenApiUrl
 */
export function gitHubServer(env: Readonly<Record<string, string | undefined>>): GitHubServer {
  const given = env.GITHUB_API_URL?.trim() || 'https://api.github.com';
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new BrokenApiUrl('is no http address');
  if (url.username !== '' || url.password !== '') throw new BrokenApiUrl('holds a name or a password');
  if (url.protocol === 'http:' && !loopback.test(url.hostname))
    throw new BrokenApiUrl('is http: a token would go over the network in the open');
  return {
    // An Enterprise server has its API below its own host; github.com and *.ghe.com have a host for it.
    host: url.host.replace(/^api\.(?=github\.com$|[\w-]+\.ghe\.com$)/, ''),
    api: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    token: tokenOf(env),
  };
}

function tokenOf(env: Readonly<Record<string, string | undefined>>): Token | undefined {
  for (const name of variables) {
    const value = env[name]?.trim();
    if (value) return new Token(name, value);
  }
  return undefined;
}
