import { type ChildProcess, spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { ShellPipeline } from '../../policies/shell/script.ts';
import { type RunPlace, resolveArguments } from './arguments.ts';
import type { Capture } from './capture.ts';
import { findProgram } from './environment.ts';
import { hardenedGit, refuseFilters } from './git.ts';
import type { ProcessGroups } from './process-group.ts';
import { openRedirects, type Sink, type Streams } from './redirects.ts';
import { sandboxArguments } from './sandbox.ts';

export interface RunOptions {
  readonly place: RunPlace;
  readonly environment: Readonly<Record<string, string>>;
  /** Path of bubblewrap, where it works. */
  readonly sandbox: string | undefined;
  readonly groups: ProcessGroups;
  readonly stdout: Capture;
  readonly stderr: Capture;
}

interface Started {
  readonly child: ChildProcess;
  readonly streams: Streams;
  readonly ended: Promise<number>;
}

/** Runs the programs of one pipeline, connected as a shell would; the exit code is the last one's. */
export async function runPipeline({ commands }: ShellPipeline, options: RunOptions): Promise<number> {
  const prepared = [];
  for (const [index, command] of commands.entries()) {
    const args = await resolveArguments(command, options.place);
    const last = index === commands.length - 1;
    const program = findProgram(command.argv[0].value, options.environment.PATH ?? '');
    prepared.push({ command, program, args, last });
    if (command.argv[0].value === 'git') await refuseFilters(options.place.cwd, options.environment);
  }
  const started: Started[] = [];
  for (const { command, program, args, last } of prepared) {
    const streams = await openRedirects(command.redirects, last ? 'stdout' : 'next', options.place);
    const before = started.at(-1);
    started.push(start(program, args, streams, before, options));
  }
  const codes = await Promise.all(started.map(({ ended }) => ended));
  return codes.at(-1) ?? 0;
}

function start(
  program: string,
  args: readonly string[],
  streams: Streams,
  before: Started | undefined,
  { place, environment, sandbox, groups, stdout, stderr }: RunOptions,
): Started {
  const fd = (sink: Sink) => (typeof sink === 'object' ? sink.fd : 'pipe');
  const fed = before !== undefined && streams.input === null;
  const name = basename(program);
  const argv = name === 'git' ? hardenedGit(place.root, args) : args;
  const [run, runArgs] =
    sandbox === undefined ? [program, argv] : [sandbox, sandboxArguments(program, argv, name, place)];
  const child = spawn(run, runArgs, {
    cwd: place.cwd,
    env: environment,
    detached: true,
    shell: false,
    stdio: [streams.input?.fd ?? (fed ? 'pipe' : 'ignore'), fd(streams.out), fd(streams.err)],
  });
  groups.add(child);
  if (before !== undefined) connect(before, fed ? child : undefined);
  for (const [stream, sink] of [
    [child.stdout, streams.out],
    [child.stderr, streams.err],
  ] as const) {
    const capture = sink === 'stdout' ? stdout : sink === 'stderr' ? stderr : undefined;
    if (capture !== undefined) stream?.on('data', (chunk: Buffer) => capture.write(chunk));
  }
  return { child, streams, ended: ended(child, streams, groups) };
}

/** Sends what the program before sends on into this one; when this one stops reading, that one notices. */
function connect({ child, streams }: Started, next: ChildProcess | undefined): void {
  const sources: Readable[] = [];
  if (streams.out === 'next' && child.stdout !== null) sources.push(child.stdout);
  if (streams.err === 'next' && child.stderr !== null) sources.push(child.stderr);
  const sink = next?.stdin ?? undefined;
  let open = sources.length;
  if (open === 0) sink?.end();
  // EPIPE: the reader has had enough, as `head` does.
  sink?.on('error', () =>
    sources.forEach((source) => {
      source.destroy();
    }),
  );
  sink?.on('close', () =>
    sources.forEach((source) => {
      source.destroy();
    }),
  );
  for (const source of sources) {
    if (sink === undefined) source.resume();
    else source.pipe(sink, { end: false });
    source.on('close', () => {
      open -= 1;
      if (open === 0) sink?.end();
    });
  }
}

/** Ends when the program has ended and its output was read; what it left in its group is killed first. */
function ended(child: ChildProcess, { opened }: Streams, groups: ProcessGroups): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => groups.reap(child));
    child.once('close', (code) => resolve(code ?? 128));
  }).finally(() => Promise.all(opened.map((file) => file.close())));
}
