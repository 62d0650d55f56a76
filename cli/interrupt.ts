import type { Channel } from './output/channel.ts';

/** A second signal within a run ends the process at once; what the first one says is how to go on. */
const forcedExit = 130;

/**
 * Runs `work` so that Ctrl-C and SIGTERM stop it cleanly: the current effect is broken off, the run stays resumable
 * and says how to go on. `working.run` is filled in once the run has an id.
 */
export async function interruptible<T>(
  { note, style }: Channel,
  work: (signal: AbortSignal, working: { run?: string }) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const working: { run?: string } = {};
  const onSignal = (name: NodeJS.Signals): void => {
    if (stop.signal.aborted) process.exit(forcedExit);
    const goOn = working.run === undefined ? '' : `\n  go on: npx godwit resume ${working.run}`;
    note(`\n${style.yellow(`Stopped by ${name}. Nothing is lost.`)}${goOn}`);
    stop.abort(new Interrupted(name));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(stop.signal, working);
  } catch (error) {
    // A run that began goes on under its own id; starting it again would be another run.
    if (!stop.signal.aborted && working.run !== undefined)
      note(`${style.yellow('The run stopped.')} go on: npx godwit resume ${working.run}`);
    throw error;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** The reason of the abort: told already, so it is not told as an error. */
export class Interrupted extends Error {
  static readonly exit = forcedExit;
  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
  }
}
