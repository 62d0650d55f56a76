import { exitCode, GodwitError } from '../../errors.ts';

/** The workspace is in a git repository, in a state in which Godwit will not work. */
export abstract class GitStateError extends GodwitError {
  override readonly exit = exitCode.usage;
}

/** git said no; `reason` is what it wrote. */
export class GitFailed extends GodwitError {
  readonly code = 'git-failed';
  readonly command: string;
  readonly reason: string;
  constructor(command: string, reason: string, cause?: unknown) {
    super(`git ${command} failed: ${reason}`, {
      hint: 'run the same command by hand in the workspace to see more',
      cause,
    });
    this.command = command;
    this.reason = reason;
  }
}

export class GitNotInstalled extends GitStateError {
  readonly code = 'git-not-installed';
  constructor(root: string, cause: unknown) {
    super(`"${root}" is in a git repository, but there is no program git`, {
      hint: 'install git, or put it into PATH',
      cause,
    });
  }
}

/** git refuses a repository that belongs to another user of the machine. */
export class RepositoryNotTrusted extends GitStateError {
  readonly code = 'repository-not-trusted';
  constructor(root: string) {
    super(`git does not trust the repository of "${root}": it belongs to another user`, {
      hint: `git config --global --add safe.directory "${root}", if you trust it`,
    });
  }
}

/** Files that Godwit will write hold changes that are not in git. */
export class DirtyWorkspace extends GitStateError {
  readonly code = 'dirty-workspace';
  /** Relative to the workspace. */
  readonly files: readonly string[];
  constructor(files: readonly string[]) {
    const shown = files.slice(0, 10).map((file) => `"${file}"`);
    const more = files.length > 10 ? ` and ${files.length - 10} more` : '';
    super(`uncommitted changes where Godwit writes: ${shown.join(', ')}${more}`, {
      hint: 'commit them, or put them aside with git stash --include-untracked; other changes may stay as they are',
    });
    this.files = files;
  }
}

export class NoCommitYet extends GitStateError {
  readonly code = 'no-commit-yet';
  constructor(root: string) {
    super(`the git repository of "${root}" has no commit yet`, {
      hint: 'git add -A && git commit -m "Start"',
    });
  }
}

export class DetachedHead extends GitStateError {
  readonly code = 'detached-head';
  constructor(commit: string) {
    super(`the workspace is at commit ${commit.slice(0, 12)}, on no branch`, {
      hint: 'git switch to the branch that the change is for',
    });
  }
}

export class BareRepository extends GitStateError {
  readonly code = 'bare-repository';
  constructor(root: string) {
    super(`"${root}" is inside a git repository without a work tree`, {
      hint: 'clone it and name the clone as workspace',
    });
  }
}

/** A merge, rebase, cherry-pick, revert or bisect waits for its end. */
export class GitOperationInProgress extends GitStateError {
  readonly code = 'git-operation-in-progress';
  readonly operation: string;
  constructor(operation: string) {
    super(`a ${operation} is in progress in the workspace`, {
      hint:
        operation === 'bisect'
          ? 'git bisect reset'
          : `git ${operation} --continue or git ${operation} --abort`,
    });
    this.operation = operation;
  }
}

/** Somebody switched the workspace to another branch while a run was under way. */
export class NotOnRunBranch extends GitStateError {
  readonly code = 'not-on-run-branch';
  readonly branch: string;
  constructor(branch: string, current: string | null) {
    super(
      `the workspace is on ${current === null ? 'no branch' : `"${current}"`}, this run works on "${branch}"`,
      {
        hint: `git switch ${branch}`,
      },
    );
    this.branch = branch;
  }
}

export class NoRepository extends GitStateError {
  readonly code = 'no-repository';
  constructor(folder: string) {
    super(`"${folder}" is in no git repository`, { hint: 'name the folder of a clone' });
  }
}
