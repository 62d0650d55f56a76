import { exitCode } from '../../errors.ts';
import {
  ArchiveStillKept,
  type KeptArchive,
  listArchives,
  purgeArchive,
  UnknownArchive,
} from '../../postgres/archives/index.ts';
import { answerMode } from '../answers.ts';
import { NotConfirmed, NothingToPurge } from '../errors.ts';
import type { CommonOptions } from '../options.ts';
import { type Channel, openChannel } from '../output/channel.ts';
import { day } from '../output/day.ts';
import { escaped } from '../output/style.ts';
import { onTarget } from './target.ts';
import { sizeOf } from './text.ts';

export interface PurgeOptions extends CommonOptions {
  readonly expired?: boolean;
  readonly beforeExpiry?: boolean;
}

export async function purge(names: readonly string[], options: PurgeOptions): Promise<void> {
  if (names.length === 0 && options.expired !== true) throw new NothingToPurge();
  const channel = openChannel(options.json === true, process);
  await onTarget(options, channel, async (session) => {
    const all = await listArchives(session);
    const chosen = all.filter((archive) => isChosen(archive, names, options));
    for (const name of names) assertChosen(name, chosen, all);
    const { print, style } = channel;
    if (chosen.length === 0) print(style.dim('no archive is expired'));
    for (const archive of chosen)
      print(`${style.bold(escaped(archive.name))}  ${escaped(archive.holds ?? '')}, ${sizeOf(archive)}`);
    if (chosen.length > 0 && !(await isConfirmed(chosen.length, options, channel))) {
      print('Nothing was dropped.');
      process.exitCode = exitCode.refused;
    } else {
      for (const { name } of chosen) await purgeArchive(session, name);
      if (chosen.length > 0)
        print(`${chosen.length === 1 ? '1 archive' : `${chosen.length} archives`} dropped for good.`);
      channel.result({ type: 'result', purged: chosen.map(({ name }) => name) });
    }
  });
}

/** Only one that is named goes before its time. */
const isChosen = (
  { name, expired }: KeptArchive,
  names: readonly string[],
  options: PurgeOptions,
): boolean =>
  names.includes(name) ? expired || options.beforeExpiry === true : expired && options.expired === true;

/** @throws UnknownArchive, ArchiveStillKept */
function assertChosen(name: string, chosen: readonly KeptArchive[], all: readonly KeptArchive[]): void {
  if (chosen.some((archive) => archive.name === name)) return;
  const archive = all.find((one) => one.name === name);
  if (archive === undefined)
    throw new UnknownArchive(
      name,
      all.map((one) => one.name),
    );
  const { expiresAt } = archive;
  throw new ArchiveStillKept(name, expiresAt === null ? 'without an end' : `until ${day(expiresAt)}`);
}

/** What is dropped here comes back from nowhere but a backup. @throws NotConfirmed */
async function isConfirmed(count: number, options: PurgeOptions, channel: Channel): Promise<boolean> {
  if (options.yes === true) return true;
  const what = count === 1 ? 'this archive' : `these ${count} archives`;
  if (answerMode(options, process) !== 'terminal') throw new NotConfirmed(`dropping ${what} for good`);
  const { confirm, isCancel } = await import('@clack/prompts');
  channel.print('');
  const yes = await confirm({ message: `Drop ${what} for good?`, initialValue: false });
  return !isCancel(yes) && yes;
}
