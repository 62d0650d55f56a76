import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { InvalidConnectionUrl } from './errors.ts';

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof modes)[number];

/** @throws InvalidConnectionUrl */
export function sslMode(text: string | undefined): SslMode {
  if (text === undefined) return 'prefer';
  const mode = modes.find((known) => known === text);
  if (mode === undefined) throw new InvalidConnectionUrl(`sslmode must be one of ${modes.join(', ')}`);
  return mode;
}

/** `ssl` of node-postgres for each attempt, first to last, with the meaning libpq gives the mode. */
export function tlsSettings(mode: SslMode, parameters: URLSearchParams): (false | ConnectionOptions)[] {
  if (mode === 'disable') return [false];
  const rootCert = parameters.get('sslrootcert');
  const system = rootCert === 'system';
  const options: ConnectionOptions = {
    ...(rootCert === null || system ? {} : { ca: certificate(rootCert) }),
    ...file('cert', parameters.get('sslcert')),
    ...file('key', parameters.get('sslkey')),
  };
  const unverified = { ...options, rejectUnauthorized: false };
  switch (mode) {
    case 'allow':
      return [false, unverified];
    case 'prefer':
      return [unverified, false];
    case 'require':
      // As in libpq: with a root certificate, require means verify-ca.
      return [options.ca === undefined && !system ? unverified : { ...options, ...anyHostName }];
    case 'verify-ca':
      return [{ ...options, ...anyHostName }];
    case 'verify-full':
      return [options];
  }
}

const anyHostName: ConnectionOptions = { checkServerIdentity: () => undefined };

function file(key: 'cert' | 'key', path: string | null): ConnectionOptions {
  return path === null ? {} : { [key]: certificate(path) };
}

function certificate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new InvalidConnectionUrl(`the certificate file ${path} cannot be read`);
  }
}
