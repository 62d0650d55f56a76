import { PolicyError } from '../errors.ts';

/** A file in `policies/` that is no YAML, or not a list of fields. */
export class PolicyFileNotYaml extends PolicyError {
  readonly code = 'policy-file-not-yaml';
  constructor(at: string, what: string, cause?: unknown) {
    super(`${at}: ${what}`, { hint: 'docs/policies.md has an example.', cause });
  }
}

/** A file in `policies/` with a field that nobody understands. */
export class UnknownPolicyField extends PolicyError {
  readonly code = 'unknown-policy-field';
  constructor(at: string, field: string, near: string | undefined, known: readonly string[]) {
    super(`${at}: a policy file has no field "${field}"`, {
      hint: `${near === undefined ? '' : `Did you mean "${near}"? `}It understands: ${known.join(', ')}.`,
    });
  }
}

/** A field of a policy file whose value has the wrong type. */
export class WrongPolicyField extends PolicyError {
  readonly code = 'wrong-policy-field';
  constructor(at: string, field: string, problem: string) {
    super(`${at}: ${field}: ${problem}`, { hint: 'docs/policies.md has an example.' });
  }
}

/** `tools.deny` names a tool that does not exist: a typing error would leave the tool where it is. */
export class UnknownDeniedTool extends PolicyError {
  readonly code = 'unknown-denied-tool';
  constructor(at: string, tool: string, near: string | undefined) {
    super(`${at}: tools.deny names a tool "${tool}" that does not exist`, {
      hint: near === undefined ? 'Remove it.' : `Did you mean "${near}"?`,
    });
  }
}
