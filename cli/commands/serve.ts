import { type Command, InvalidArgumentError, Option } from 'commander';
import { stoppable } from '../interrupt.ts';
import { withJson } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { NowhereToListen } from '../serve/errors.ts';
import { conversationLines } from '../serve/lines.ts';
import { openListeners } from '../serve/listeners.ts';
import { onlyOne, serveName } from '../serve/only-one.ts';
import { Session } from '../session.ts';

interface ServeOptions {
  readonly every: number;
  readonly json?: boolean;
}

export function serveCommand(program: Command): void {
  withJson(program.command('serve'))
    .description(
      'ask where requests came from, take the answers, say what became of them; until it is stopped',
    )
    .addOption(
      new Option('--every <seconds>', 'between two looks at the places of runs that wait')
        .argParser(seconds)
        .default(15),
    )
    .action(async (options: ServeOptions) => {
      const channel = openChannel(options.json === true, process);
      const listeners = await openListeners(process.env);
      if (listeners.length === 0) throw new NowhereToListen();
      await using session = new Session(process.env, channel, serveName);
      const state = await session.state();
      const { Rounds } = await import('../../triggers/conversation/rounds.ts');
      const rounds = new Rounds(state.pool, listeners, conversationLines(channel));
      const titles = listeners.map(({ title }) => title).join(', ');
      await stoppable(channel, async ({ drain }, working) => {
        working.begun = true;
        while (!drain.aborted) {
          const lock = await onlyOne(state, titles, drain, () =>
            channel.note(`another godwit serve listens to ${titles}; this one takes over when it ends`),
          );
          if (lock === undefined) return;
          channel.print(`serves ${titles}, every ${options.every} s`);
          if (options.json === true) channel.result({ type: 'serves', places: titles });
          try {
            const until = AbortSignal.any([drain, lock.lost]);
            await Promise.all([
              rounds.keepOn(options.every * 1000, until),
              ...listeners.map(({ listen }) => listen?.(() => rounds.wake(), until)),
            ]);
          } finally {
            await lock.release();
          }
        }
      });
      channel.result({ type: 'result', status: 'stopped' });
    });
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError('must be above zero, and at most 3600');
  return number;
}
