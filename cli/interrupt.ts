import type { Channel } from './output/channel.ts';

/** As a shell says it of a program that was interrupted. */
const forcedExit = 130;

/** A statement that was broken off ends its session within this time, in milliseconds; who waits longer is killed. */
const leaveMs = 1_000;

/** Runs `work` so that Ctrl-C and SIGTERM break it off cleanly; a second one ends the process. */
export function interruptible<T>(
  { note, style }: Channel,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  return onSignals(
    (name) => {
      if (stop.signal.aborted) process.exit(forcedExit);
      note(`\n${style.yellow(`Stopped by ${name}.`)}`);
      stop.abort(new Interrupted(name));
    },
    () => work(stop.signal),
  );
}

/** How a run is stopped. */
export interface Stop {
  /** After the effect that is under way. */
  readonly drain: AbortSignal;
  /** At once. */
  readonly signal: AbortSignal;
}

/** What would be lost without a word about it. */
interface Working {
  /** The run that goes on from where it stopped. */
  run?: string;
  /** Something is under way that can be let finish. */
  begun?: boolean;
}

/**
 * Runs `work` so that the first Ctrl-C or SIGTERM lets the effect under way finish, and the second leaves at once; the
 * run can be resumed after either. `working` is filled in once there is something to go on with.
 */
export async function stoppable<T>(
  { note, style }: Channel,
  work: (stop: Stop, working: Working) => Promise<T>,
): Promise<T> {
  const drain = new AbortController();
  const leave = new AbortController();
  const working: Working = {};
  const goOn = (): string => (working.run === undefined ? '' : ` go on: npx godwit resume ${working.run}`);
  const onSignal = (name: NodeJS.Signals): void => {
    if (leave.signal.aborted) process.exit(forcedExit);
    if (drain.signal.aborted || (working.run === undefined && working.begun !== true)) {
      note(`\n${style.yellow('Leaving at once. Nothing is lost.')}${goOn()}`);
      setTimeout(() => process.exit(forcedExit), leaveMs).unref();
      leave.abort(new Interrupted(name));
      return;
    }
    note(`\n${style.yellow(`${name}: stopping after this step; once more leaves at once.`)}`);
    drain.abort(new Interrupted(name));
  };
  try {
    return await onSignals(onSignal, () => work({ drain: drain.signal, signal: leave.signal }, working));
  } catch (error) {
    // A run that began goes on under its own id; starting it again would be another run.
    if (!leave.signal.aborted && working.run !== undefined)
      note(`${style.yellow('The run stopped. Nothing is lost.')}${goOn()}`);
    throw error;
  }
}

async function onSignals<T>(listener: (name: NodeJS.Signals) => void, work: () => Promise<T>): Promise<T> {
  process.on('SIGINT', listener).on('SIGTERM', listener);
  try {
    return await work();
  } finally {
    process.off('SIGINT', listener).off('SIGTERM', listener);
  }
}

/** The reason of the abort: told already, so it is not told as an error. */
export class Interrupted extends Error {
  static readonly exit = forcedExit;
  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}
