import { GodwitError } from '../../errors.ts';
import {
  type Address,
  AuthenticationFailed,
  ConnectNotAllowed,
  DatabaseMissing,
  DatabaseUnreachable,
  ServerNotAccepting,
  TlsFailed,
  TooManyConnections,
} from './errors.ts';

/** SQLSTATE, errno name or TLS code of whatever was thrown. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** The server answered that it speaks no TLS: plain text may be tried where sslmode lets us. */
export const serverHasNoTls = (error: unknown): boolean =>
  messageOf(error).includes('does not support SSL') ||
  (codeOf(error) === '28000' && /no pg_hba/.test(messageOf(error)));

/** The server refused a plain connection that it may take with TLS. */
export const wantsTls = (error: unknown): boolean => codeOf(error) === '28000';

/** What node-postgres or the server threw while a session was opened, as the fact it stands for. */
export function connectFailure(address: Address, error: unknown): Error {
  if (error instanceof GodwitError) return error;
  const message = messageOf(error);
  const code = codeOf(error);
  switch (code) {
    case '28P01':
    case '28000':
      return new AuthenticationFailed(address, message);
    case '3D000':
      return new DatabaseMissing(address);
    case '42501':
    case '55000':
      return new ConnectNotAllowed(address, message);
    case '53300':
      return new TooManyConnections(address, message);
    case '57P03':
    case '57P01':
      return new ServerNotAccepting(address, message);
  }
  // First, as its message holds the address, and a host or folder may be called after SSL.
  if (isOfSocket(error)) return new DatabaseUnreachable(address, message === '' ? code : message, error);
  // node-postgres asks for a password that the URL does not hold.
  if (/SASL|client password must be/.test(message)) return new AuthenticationFailed(address, message);
  if (/SSL|certificate|TLS/i.test(`${message} ${code}`)) return new TlsFailed(address, message, error);
  return new DatabaseUnreachable(address, message === '' ? code : message, error);
}

/** 57P01 to 57P05: the server ended the session, or takes none. 08: the connection failed. 53300: too many of them. */
const lostCodes = /^(?:57P0|08|53300$)/;
/** As node-postgres says it. */
const lostWords =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect/;

const isOfSocket = (error: unknown): boolean =>
  error instanceof AggregateError
    ? isOfSocket(error.errors[0])
    : error instanceof Error &&
      'syscall' in error &&
      /^(?:connect|getaddrinfo|read|write)$/.test(String(error.syscall));

/** Whether a session broke, or none could be opened just now: another time may do. */
export const isConnectionLost = (error: unknown): error is Error =>
  error instanceof GodwitError
    ? error instanceof DatabaseUnreachable || error instanceof ServerNotAccepting
    : error instanceof AggregateError
      ? isConnectionLost(error.errors[0])
      : error instanceof Error &&
        (isOfSocket(error) || lostCodes.test(codeOf(error)) || lostWords.test(error.message));
