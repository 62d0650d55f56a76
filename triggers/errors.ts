import { exitCode, GodwitError } from '../errors.ts';

/** The source of a request cannot be read as one; always wrong use, nothing has happened yet. */
abstract class RequestError extends GodwitError {
  override readonly exit = exitCode.usage;
  readonly path: string;

  constructor(path: string, message: string, options: { hint: string; cause?: unknown }) {
    super(message, options);
    this.path = path;
  }
}

export class RequestTwice extends RequestError {
  readonly code = 'request-twice';

  constructor(path: string) {
    super(path, `"${path}" and --text are two requests`, { hint: 'give one of them' });
  }
}

export class RequestFileNotFound extends RequestError {
  readonly code = 'request-file-not-found';

  constructor(path: string, cause?: unknown) {
    super(path, `there is no request file "${path}"`, {
      hint: 'give the path of a Markdown file, OWNER/REPO#N, "-" for standard input, or --text "…"',
      cause,
    });
  }
}

export class RequestFileIsFolder extends RequestError {
  readonly code = 'request-file-is-folder';

  constructor(path: string) {
    super(path, `"${path}" is a folder, not a request`, {
      hint: `name one file in it, e.g. ${path.replace(/\/+$/, '')}/issue.md`,
    });
  }
}

export class RequestFileUnreadable extends RequestError {
  readonly code = 'request-file-unreadable';

  constructor(path: string, reason: string, cause: unknown) {
    super(path, `"${path}" cannot be read: ${reason}`, { hint: 'check the permissions of the file', cause });
  }
}

export class EmptyRequest extends RequestError {
  readonly code = 'request-empty';

  constructor(path: string, onlyFrontMatter: boolean) {
    super(path, onlyFrontMatter ? `"${path}" holds only front matter` : `"${path}" holds no text`, {
      hint: 'write what should change, e.g. "Add a difficulty column to tasks, 1 to 10, default 5"',
    });
  }
}

export class RequestNotUtf8 extends RequestError {
  readonly code = 'request-not-utf8';
  /** Counted from 0. */
  readonly offset: number;

  constructor(path: string, offset: number, byte: number) {
    const hex = byte.toString(16).padStart(2, '0').toUpperCase();
    super(path, `"${path}" is not UTF-8: byte 0x${hex} at offset ${offset} begins no character`, {
      hint: `save it as UTF-8, e.g. iconv -f WINDOWS-1252 -t UTF-8 < "${path}"`,
    });
    this.offset = offset;
  }
}

export class RequestTooLarge extends RequestError {
  readonly code = 'request-too-large';
  readonly bytes: number;

  constructor(path: string, bytes: number, limit: number) {
    super(path, `"${path}" has ${bytes} bytes; a request may have ${limit}`, {
      hint: 'say what should change and leave logs and dumps out',
    });
    this.bytes = bytes;
  }
}

export class BrokenRequestFrontMatter extends RequestError {
  readonly code = 'request-front-matter-broken';
  /** Line of the file, counted from 1. */
  readonly line: number;

  constructor(path: string, line: number, reason: string, cause?: unknown) {
    super(path, `"${path}" line ${line}: the front matter is not valid YAML: ${reason}`, {
      hint: 'put values that hold a colon in quotes (title: "Fix: …"), close the block with ---, or remove it',
      cause,
    });
    this.line = line;
  }
}
