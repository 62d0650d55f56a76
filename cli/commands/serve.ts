import { type Command, InvalidArgumentError, Option } from 'commander';
import { stoppable } from '../interrupt.ts';
import { type CommonOptions, withJson, withModel, withWorkspace } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { NowhereToListen } from '../serve/errors.ts';
import { conversationLines } from '../serve/lines.ts';
import { openListeners } from '../serve/listeners.ts';
import { onlyOne, serveName } from '../serve/only-one.ts';
import { receptionOf } from '../serve/reception.ts';
import { unlessLost } from '../serve/unless-lost.ts';
import { Session } from '../session.ts';

interface ServeOptions extends CommonOptions {
  readonly every: number;
}

export function serveCommand(program: Command): void {
  withJson(withModel(withWorkspace(program.command('serve'))))
    .description(
      'take requests from Slack; ask where requests came from, take the answers, say what became of them; until it is stopped',
    )
    .addOption(
      new Option('--every <seconds>', 'between two looks at the places of runs that wait')
        .argParser(seconds)
        .default(15),
    )
    .action(async (options: ServeOptions) => {
      const channel = openChannel(options.json === true, process);
      const news = conversationLines(channel);
      await using session = new Session(process.env, channel, serveName);
      const listeners = await openListeners(process.env, receptionOf(options, channel, session, news));
      if (listeners.length === 0) throw new NowhereToListen();
      const state = await session.state();
      const { Rounds } = await import('../../triggers/conversation/rounds.ts');
      const rounds = new Rounds(state.pool, listeners, news);
      const titles = listeners.map(({ title }) => title).join(', ');
      await stoppable(channel, async ({ drain }, working) => {
        working.begun = true;
        const serve = async (onBegin: () => void): Promise<void> => {
          const lock = await onlyOne(state, titles, drain, () =>
            channel.note(`another godwit serve listens to ${titles}; this one takes over when it ends`),
          );
          if (lock === undefined) return;
          onBegin();
          channel.print(`serves ${titles}, every ${options.every} s`);
          if (options.json === true) channel.result({ type: 'serves', places: titles });
          const over = new AbortController();
          try {
            const until = AbortSignal.any([drain, lock.lost, over.signal]);
            await Promise.all([
              rounds.keepOn(options.every * 1000, until),
              ...listeners.map(({ listen }) => listen?.(() => rounds.wake(), until)),
            ]);
          } finally {
            // One that gives up, with a token that is refused, say, ends the others.
            over.abort();
            await lock.release();
          }
        };
        while (!drain.aborted) await unlessLost(serve, drain, news);
      });
      channel.result({ type: 'result', status: 'stopped' });
    });
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError('must be above zero, and at most 3600');
  return number;
}
