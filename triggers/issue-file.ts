import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  EmptyRequest,
  RequestFileIsFolder,
  RequestFileNotFound,
  RequestFileUnreadable,
  RequestTooLarge,
} from './errors.ts';
import { splitFrontMatter } from './front-matter.ts';
import { type MigrationRequest, makeRequest, maxRequestBytes, type RequestSource } from './request.ts';
import { decodeUtf8 } from './utf8.ts';

const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** @throws an error of errors.ts: too large, not UTF-8, broken front matter, empty */
export function requestFromBytes(source: RequestSource, bytes: Uint8Array): MigrationRequest {
  const { ref } = source;
  if (bytes.length > maxRequestBytes) throw new RequestTooLarge(ref, bytes.length, maxRequestBytes);
  const content = decodeUtf8(ref, bytes).replace(/\r\n?/g, '\n');
  const { fields, text } = splitFrontMatter(ref, content);
  const request = makeRequest(source, text, { frontMatter: fields, raw: bytes });
  if (request.title === '') throw new EmptyRequest(ref, text !== content);
  return request;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new RequestFileIsFolder(path);
    if (facts.size > maxRequestBytes) throw new RequestTooLarge(path, facts.size, maxRequestBytes);
    return await readFile(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new RequestFileNotFound(path, error);
    if (code === 'EACCES' || code === 'EPERM') throw new RequestFileUnreadable(path, 'no permission', error);
    throw error;
  }
}

/**
 * Reads a Markdown issue: front matter optional, BOM and CRLF accepted.
 * @throws an error of errors.ts that names the path and the way out
 */
export async function readIssueFile(path: string): Promise<MigrationRequest> {
  return requestFromBytes({ kind: 'file', ref: path }, await readBytes(path));
}

/** @throws as readIssueFile; stops reading at the size limit */
export async function readStdin(stream: Readable = process.stdin): Promise<MigrationRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxRequestBytes) throw new RequestTooLarge('standard input', size, maxRequestBytes);
    chunks.push(bytes);
  }
  return requestFromBytes({ kind: 'stdin', ref: 'standard input' }, Buffer.concat(chunks));
}

/** `--text "…"` */
export function requestFromText(text: string): MigrationRequest {
  return requestFromBytes({ kind: 'text', ref: '--text' }, Buffer.from(text));
}
