import { listArchives } from '../../postgres/archives/index.ts';
import type { CommonOptions } from '../options.ts';
import { openChannel } from '../output/channel.ts';
import { onTarget } from './target.ts';
import { archiveText } from './text.ts';

export async function list(options: CommonOptions): Promise<void> {
  const channel = openChannel(options.json === true, process);
  const archives = await onTarget(options, channel, listArchives);
  const { style, print } = channel;
  print(archives.map((archive) => archiveText(archive, style)).join('\n\n'));
  const expired = archives.filter((archive) => archive.expired).length;
  if (expired > 0) print(`\n${expired} expired: npx godwit archives purge --expired`);
  if (archives.length === 0) print(style.dim('nothing is kept: no migration dropped or overwrote data here'));
  channel.result({ type: 'result', archives });
}
