import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestFolder extends Disposable {
  /** Real path. */
  readonly path: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs git as the folder's user would; its output. */
  git(...args: string[]): string;
}

/** A temporary folder with files; `using folder = testFolder({ 'a.txt': '' })` removes it at the end of the test. */
export function testFolder(files: Readonly<Record<string, string>> = {}): TestFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'godwit test ')));
  const folder: TestFolder = {
    path,
    write(more) {
      for (const [name, content] of Object.entries(more)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
    },
    git: (...args) =>
      execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], {
        cwd: path,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }).trimEnd(),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
  folder.write(files);
  return folder;
}

/** The same as a repository on branch `main` with everything in one commit. */
export function testRepository(files: Readonly<Record<string, string>>): TestFolder {
  const folder = testFolder(files);
  folder.git('init', '--quiet', '--initial-branch=main');
  folder.git('add', '--all');
  folder.git('commit', '--quiet', '--message=Start');
  return folder;
}
