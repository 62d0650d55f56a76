import { exitCode, GodwitError } from '../errors.ts';

/** A node named a successor that is not in the graph; LangGraph itself would end the run as a success. */
export class UnknownNode extends GodwitError {
  readonly code = 'unknown-node';
  readonly node: string;
  constructor(node: string, known: Iterable<string>) {
    super(`the graph has no node "${node}"`, { hint: `known nodes: ${[...known].join(', ')}` });
    this.node = node;
  }
}

/** Two agents do not fit together: found when the graph is built, never while it runs. */
export class InvalidGraph extends GodwitError {
  readonly code = 'invalid-graph';
  override readonly exit = exitCode.usage;
}

/** What came out of the checkpoint is not what was handed over; nobody acts on it. */
export class CorruptHandoff extends GodwitError {
  readonly code = 'corrupt-handoff';
  override readonly exit = exitCode.refused;
  constructor(runId: string, handoff: string, agent: string, why: string) {
    super(`the ${handoff} that run ${runId} kept for ${agent} cannot be trusted: ${why}`, {
      hint: 'The state database was changed from outside. Start the request anew: godwit run …',
    });
  }
}

/** A value that would not come back from the checkpoint as it went in. */
export class UnserialisableState extends GodwitError {
  readonly code = 'unserialisable-state';
  readonly path: string;
  constructor(path: string, what: string) {
    super(`state at ${path} cannot be kept: ${what}`, {
      hint: 'State holds JSON only: strings, finite numbers, booleans, null, arrays and plain objects.',
    });
    this.path = path;
  }
}

export class UnknownRun extends GodwitError {
  readonly code = 'unknown-run';
  override readonly exit = exitCode.usage;
  constructor(id: string) {
    super(`there is no run "${id}"`, { hint: 'godwit runs lists them' });
  }
}

/** The run was started by another version of the graph: going on could follow a path nobody proved. */
export class GraphVersionMismatch extends GodwitError {
  readonly code = 'graph-version-mismatch';
  override readonly exit = exitCode.refused;
  constructor(runId: string, stored: string, current: string) {
    super(`run ${runId} was started by graph ${stored}, this is graph ${current}`, {
      hint: `Finish it with the version of Godwit that started it, or end it (godwit cancel ${runId}) and start anew: godwit run …`,
    });
  }
}

/** Another process is working on the run right now. */
export class RunIsBusy extends GodwitError {
  readonly code = 'run-is-busy';
  constructor(runId: string) {
    super(`another process is working on run ${runId}`, { hint: `godwit show ${runId} tells how far it is` });
  }
}

/** godwit.yaml says other folders, scripts or models now: what was proven with the old ones would go on with the new. */
export class ConfigMismatch extends GodwitError {
  readonly code = 'config-mismatch';
  override readonly exit = exitCode.refused;
  constructor(runId: string) {
    super(`godwit.yaml, or the scripts of package.json, are not what run ${runId} began with`, {
      hint: `Put them back, or end the run (godwit cancel ${runId}) and start it anew (godwit retry ${runId}).`,
    });
  }
}

export class NothingToResume extends GodwitError {
  readonly code = 'nothing-to-resume';
  override readonly exit = exitCode.usage;
  constructor(runId: string, status: string) {
    super(`run ${runId} has ended: it is ${status.replaceAll('_', ' ')}`, { hint: `godwit show ${runId}` });
  }
}

/** The session that held the run's lock is gone: whoever comes next may be working on the run by now. */
export class LeaseLost extends GodwitError {
  readonly code = 'lease-lost';
  override readonly transient = true;
  constructor(runId: string) {
    super(`the connection to the state database that held run ${runId} was lost`, {
      hint: `godwit resume ${runId} goes on, unless somebody else does already`,
    });
  }
}

/** The run began on another database than the one given now. */
export class TargetMismatch extends GodwitError {
  readonly code = 'target-mismatch';
  override readonly exit = exitCode.usage;
  constructor(runId: string, stored: string, given: string) {
    super(`run ${runId} works on ${stored}, not on ${given}`, {
      hint: 'Give the same --database as when it was started.',
    });
  }
}

/** The run began on a database given by URL, and none is given now. */
export class TargetNotGiven extends GodwitError {
  readonly code = 'target-not-given';
  override readonly exit = exitCode.usage;
  constructor() {
    super('the run was started on a database given by URL', {
      hint: 'Give it again: --database URL, or DATABASE_URL.',
    });
  }
}

/** Nothing is asked, or something else than what the answer is about. */
export class NothingToAnswer extends GodwitError {
  readonly code = 'nothing-to-answer';
  override readonly exit = exitCode.usage;
}

/** A run that has ended, or has changed production: what is begun there is finished, and taken back by its own rollback. */
export class NothingToCancel extends GodwitError {
  readonly code = 'nothing-to-cancel';
  override readonly exit = exitCode.refused;
}

export class UnknownFollowUp extends GodwitError {
  readonly code = 'unknown-follow-up';
  override readonly exit = exitCode.usage;
  constructor(id: string) {
    super(`there is no open follow-up "${id}"`, { hint: 'godwit runs --pending lists them' });
  }
}

/** It is no migration: an archive goes by a command of its own. */
export class FollowUpIsPurge extends GodwitError {
  readonly code = 'follow-up-is-purge';
  override readonly exit = exitCode.usage;
  constructor(id: string, command: string) {
    super(`follow-up "${id}" is an archive that is to go`, { hint: `npx godwit ${command}` });
  }
}

/** Production holds no migration of the run that could be taken out again. */
export class NothingToRollBack extends GodwitError {
  readonly code = 'nothing-to-roll-back';
  override readonly exit = exitCode.refused;
}

/** The run goes on, has changed production, or has found that there is nothing to do. */
export class NothingToRetry extends GodwitError {
  readonly code = 'nothing-to-retry';
  override readonly exit = exitCode.refused;
}
