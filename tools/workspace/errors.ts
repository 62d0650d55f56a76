import { exitCode, GodwitError } from '../../errors.ts';

/** There is nothing at the path that was named as workspace. */
export class NoWorkspace extends GodwitError {
  readonly code = 'no-workspace';
  override readonly exit = exitCode.usage;
  readonly path: string;
  constructor(path: string, cause?: unknown) {
    super(`there is no folder "${path}"`, {
      hint: 'name the folder of the app with --workspace DIR, or run godwit inside it',
      cause,
    });
    this.path = path;
  }
}

export class WorkspaceIsAFile extends GodwitError {
  readonly code = 'workspace-is-a-file';
  override readonly exit = exitCode.usage;
  readonly path: string;
  constructor(path: string) {
    super(`"${path}" is a file, not a folder`, {
      hint: 'name the folder that holds the app and its migrations',
    });
    this.path = path;
  }
}

/** A project without history has an empty folder, so that a mistyped path is told apart from a new project. */
export class NoMigrationsFolder extends GodwitError {
  readonly code = 'no-migrations-folder';
  override readonly exit = exitCode.usage;
  readonly folder: string;
  constructor(root: string, folder: string) {
    super(`"${root}" has no migrations folder "${folder}"`, {
      hint: `mkdir -p ${folder}, or name another one under "migrations" in godwit.yaml`,
    });
    this.folder = folder;
  }
}

/** Something in godwit.yaml that cannot be meant; `line` counts from 1. */
export abstract class ConfigError extends GodwitError {
  override readonly exit = exitCode.usage;
  readonly file: string;
  readonly line: number;
  constructor(file: string, line: number, problem: string, hint: string, cause?: unknown) {
    super(`${file}:${line}: ${problem}`, { hint, cause });
    this.file = file;
    this.line = line;
  }
}

export class ConfigNotYaml extends ConfigError {
  readonly code = 'config-not-yaml';
}

export class UnknownConfigKey extends ConfigError {
  readonly code = 'unknown-config-key';
  readonly key: string;
  constructor(file: string, line: number, key: string, near: string | undefined, known: readonly string[]) {
    const question = near === undefined ? '' : `did you mean "${near}"? `;
    super(file, line, `there is no key "${key}"`, `${question}known here: ${known.join(', ')}`);
    this.key = key;
  }
}

export class InvalidConfigValue extends ConfigError {
  readonly code = 'invalid-config-value';
  readonly key: string;
  constructor(file: string, line: number, key: string, problem: string, hint: string) {
    super(file, line, `${key}: ${problem}`, hint);
    this.key = key;
  }
}

/** package.json cannot be read, so nobody knows how the app is checked. */
export class InvalidPackageJson extends GodwitError {
  readonly code = 'invalid-package-json';
  readonly path: string;
  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} is not a package.json: ${reason}`, {
      hint: 'npm pkg fix shows what is wrong with it',
      cause,
    });
    this.path = path;
  }
}
