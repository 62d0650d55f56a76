import { exitCode, GodwitError } from '../../errors.ts';

/** Said, but it does not count; the question stays as it was. */
export abstract class DecisionRefused extends GodwitError {
  override readonly exit = exitCode.refused;
}

/** An approval names other SQL than the run waits with. */
export class ApprovalMismatch extends DecisionRefused {
  readonly code = 'approval-mismatch';
  constructor(runId: string, expected: string, given: string) {
    super(`run ${runId} waits for the approval of ${expected}, not of ${given}`, {
      hint: `Read it with godwit show ${runId}, then: ${approveCommand(runId, expected)}`,
    });
  }
}

/** Words where a yes to exactly one thing is wanted. */
export class WordsAreNoApproval extends DecisionRefused {
  readonly code = 'words-are-no-approval';
  constructor(runId: string, hash: string, said: string) {
    super(`"${said.slice(0, 60)}" approves nothing: run ${runId} waits for a yes that names what it is to`, {
      hint: approveCommand(runId, hash),
    });
  }
}

/** Longer ago than the question is good for: the database may have moved on. */
export class ApprovalExpired extends DecisionRefused {
  readonly code = 'approval-expired';
  constructor(runId: string, expired: string) {
    super(`what run ${runId} asks expired at ${expired}`, {
      hint: `npx godwit resume ${runId} judges it again and asks anew`,
    });
  }
}

/** Whoever says yes is not among those who may. */
export class NotAnApprover extends DecisionRefused {
  readonly code = 'not-an-approver';
  constructor(by: string, why: string, hint: string) {
    super(`${by} cannot approve this: ${why}`, { hint });
  }
}

/** Somebody was faster, and what they said stands. */
export class AlreadyDecided extends DecisionRefused {
  readonly code = 'already-decided';
  constructor(runId: string, earlier: string) {
    super(`what run ${runId} asked was already ${earlier}`, { hint: `godwit show ${runId}` });
  }
}

/** The one command that says yes to what a run waits with; as many digits as are shown everywhere. */
export const approveCommand = (runId: string, hash: string): string =>
  `npx godwit approve ${runId} ${hash.slice(0, 12)}`;
