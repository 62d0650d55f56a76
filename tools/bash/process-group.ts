import type { ChildProcess } from 'node:child_process';

/** Time that programs get to end by themselves before they are killed. */
const graceMilliseconds = 1000;

/** Programs of one command line, each the leader of a process group of its own, so that its children end with it. */
export class ProcessGroups {
  #children = new Set<ChildProcess>();
  #grace: NodeJS.Timeout | undefined;

  add(child: ChildProcess): void {
    this.#children.add(child);
  }

  /** Asks every group to end; a second later kills what is left and stops waiting for its output. */
  end(): void {
    for (const child of this.#children) kill(child, 'SIGTERM');
    this.#grace ??= setTimeout(() => this.#kill(), graceMilliseconds);
  }

  /** Kills what a program that has ended left behind in its group. */
  reap(child: ChildProcess): void {
    kill(child, 'SIGKILL');
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#grace);
    this.#kill();
  }

  #kill(): void {
    for (const child of this.#children) {
      kill(child, 'SIGKILL');
      // A daemon that left the group can hold the pipe open for ever.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    }
  }
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}
