import type { Command } from 'commander';
import { exitOf } from '../graph/engine/result.ts';
import { findRun, type Run } from '../graph/store/runs.ts';
import type { StateDatabase } from '../graph/store/state-database.ts';
import { answerer, answerMode } from './answers.ts';
import { speaksInPlace } from './conversation.ts';
import { drive, type Work } from './drive.ts';
import { type CommonOptions, withEarlierRun } from './options.ts';
import { openChannel } from './output/channel.ts';
import { Session } from './session.ts';

/** A command that begins a run because of an earlier one, and shows it until it ends or waits for somebody. */
export const newRunOf = (
  command: Command,
  workOf: (earlier: Run, state: StateDatabase) => Work | Promise<Work>,
): Command =>
  withEarlierRun(command).action(async (id: string, options: CommonOptions) => {
    const channel = openChannel(options.json === true, process);
    await using session = new Session(process.env, channel);
    const state = await session.state();
    const earlier = await findRun(state.pool, id);
    const work = await workOf(earlier, state);
    const { speaks = false, request } = earlier.spec;
    const kind = request.source.kind === 'slack' ? 'slack' : 'github';
    const result = await drive(
      work,
      { ...options, speaks: speaks && speaksInPlace(options, process, kind) },
      answerer(answerMode(options, process), channel),
      channel,
      session,
    );
    process.exitCode = exitOf[result.status];
  });
