import { exitCode, GodwitError } from '../errors.ts';

/** Front matter that constrains something nobody understands: it refuses to load rather than to be ignored. */
export abstract class PolicyError extends GodwitError {
  override readonly exit = exitCode.usage;
}

/** `tool_constraints` names a tool that does not exist. */
export class UnknownConstrainedTool extends PolicyError {
  readonly code = 'unknown-constrained-tool';
  readonly tool: string;
  constructor(at: string, tool: string, near: string | undefined) {
    super(`${at}: tool_constraints names a tool "${tool}" that does not exist`, {
      hint: near === undefined ? 'Remove it, or load the tool.' : `Did you mean "${near}"?`,
    });
    this.tool = tool;
  }
}

/** A constraint key that the tool does not understand. */
export class UnknownConstraint extends PolicyError {
  readonly code = 'unknown-constraint';
  readonly tool: string;
  readonly key: string;
  constructor(at: string, tool: string, key: string, near: string | undefined, known: readonly string[]) {
    super(`${at}: ${tool} has no constraint "${key}"`, {
      hint: `${near === undefined ? '' : `Did you mean "${near}"? `}It understands: ${known.join(', ')}.`,
    });
    this.tool = tool;
    this.key = key;
  }
}

/** A constraint whose value has the wrong type or cannot be used. */
export class WrongConstraintValue extends PolicyError {
  readonly code = 'wrong-constraint-value';
  readonly tool: string;
  readonly key: string;
  constructor(at: string, tool: string, key: string, problem: string) {
    super(`${at}: ${tool}.${key}: ${problem}`, { hint: 'docs/policies.md lists every key with an example.' });
    this.tool = tool;
    this.key = key;
  }
}

/** The SQL grammar was used before loadSqlParser() was awaited: a fault of the program, never of the input. */
export class SqlParserNotLoaded extends PolicyError {
  readonly code = 'sql-parser-not-loaded';
  constructor() {
    super('the SQL grammar is not loaded', { hint: 'await loadSqlParser() once at start' });
  }
}
