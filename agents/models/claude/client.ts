import Anthropic from '@anthropic-ai/sdk';
import { BadApiKey, BadBaseUrl, NoApiKey } from '../errors.ts';
import { streamFetch } from './fetch.ts';

const anthropic = 'https://api.anthropic.com';

/** Tells a dead connection from a long thought: the API sends a ping every few seconds while a model thinks. */
const defaultIdleTimeout = 180_000;

export interface ClientOptions {
  readonly apiKey?: string | undefined;
  readonly baseURL?: string | undefined;
  /** Further tries of one call after a passing failure; 2 by default. */
  readonly maxRetries?: number;
  /** Milliseconds until the headers of an answer must be there. */
  readonly timeout?: number;
  /** Milliseconds without a byte after which an answer counts as broken off. */
  readonly idleTimeout?: number;
}

/** The SDK's client, with every setting given: it would look for missing ones in variables and files by itself. */
export function openClient(options: ClientOptions): Anthropic {
  const { maxRetries = 2, timeout = 180_000, idleTimeout = defaultIdleTimeout } = options;
  const apiKey = options.apiKey?.trim() ?? '';
  if (apiKey === '') throw new NoApiKey('Claude');
  // The error of `fetch` would quote the header.
  if (!/^[\x21-\x7e]+$/.test(apiKey) || /["']/.test(apiKey)) throw new BadApiKey();
  return new Anthropic({
    apiKey,
    authToken: null,
    baseURL: baseUrl(options.baseURL),
    maxRetries,
    timeout,
    fetch: streamFetch(idleTimeout),
    // Its log would put prompts on the terminal; what went wrong is thrown.
    logLevel: 'off',
  });
}

function baseUrl(written: string | undefined): string {
  const text = written?.trim() ?? '';
  if (text === '') return anthropic;
  if (!URL.canParse(text)) throw new BadBaseUrl('is not a URL');
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new BadBaseUrl('does not begin with http:// or https://');
  if (username !== '' || password !== '') throw new BadBaseUrl('holds a user name or a password');
  return text;
}
