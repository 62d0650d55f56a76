import { exitCode, GodwitError } from '../errors.ts';

/** A place in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An agent file that cannot be loaded; the message starts with `path:line:column`. */
export abstract class AgentFileError extends GodwitError {
  override readonly exit = exitCode.usage;
  readonly path: string;
  readonly position: Position;

  constructor(path: string, position: Position, what: string, options: { hint: string; cause?: unknown }) {
    super(`${path}:${position.line}:${position.column}: ${what}`, options);
    this.path = path;
    this.position = position;
  }
}

export class AgentFileNotUtf8 extends AgentFileError {
  readonly code = 'agent-file-not-utf8';
}

export class NoFrontMatter extends AgentFileError {
  readonly code = 'no-front-matter';
}

export class FrontMatterNotClosed extends AgentFileError {
  readonly code = 'front-matter-not-closed';
}

export class InvalidYaml extends AgentFileError {
  readonly code = 'invalid-yaml';
}

export class MissingField extends AgentFileError {
  readonly code = 'missing-field';
}

export class WrongFieldType extends AgentFileError {
  readonly code = 'wrong-field-type';
}

export class BadAgentName extends AgentFileError {
  readonly code = 'bad-agent-name';
}

export class DuplicateTool extends AgentFileError {
  readonly code = 'duplicate-tool';
}
