import { shellWord } from '../../graph/follow-ups/follow-up.ts';
import type { KeptArchive } from '../../postgres/archives/index.ts';
import { day } from '../output/day.ts';
import { escaped, type Style } from '../output/style.ts';

/** An archive in a few lines: what it holds, until when, and how it comes back. */
export function archiveText(archive: KeptArchive, style: Style): string {
  const { name, holds, version, migration, run } = archive;
  const by =
    version === null
      ? 'by no migration of the history'
      : `by ${version}${migration ? `_${migration}` : ''}${run === null ? '' : `, run ${run}`}`;
  return [
    `${style.bold(escaped(name))}  ${escaped(holds ?? 'nothing is recorded about it')}`,
    `  ${sizeOf(archive)}${archive.archivedAt === null ? '' : `, since ${day(archive.archivedAt)}`}, ${keptUntil(archive, style)}`,
    style.dim(`  ${escaped(by)}`),
    `  ${wayBack(archive, style)}`,
  ].join('\n');
}

export const sizeOf = ({ rows, counted, bytes }: KeptArchive): string =>
  `${counted ? '' : 'about '}${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}, ${size(bytes)}`;

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${(bytes / 1024 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power]}`;
}

function keptUntil({ expiresAt, expired }: KeptArchive, { yellow }: Style): string {
  if (expiresAt === null) return 'kept until somebody purges it';
  return expired ? yellow(`expired ${day(expiresAt)}`) : `kept until ${day(expiresAt)}`;
}

function wayBack({ name, restoredAt, obstacle, expired }: KeptArchive, { dim }: Style): string {
  if (obstacle === null) return `npx godwit archives restore ${shellWord(escaped(name))}`;
  if (restoredAt !== null) return `restored ${day(restoredAt)}`;
  const why = `cannot be restored: ${escaped(obstacle.reason)}`;
  const hint = expired || obstacle.hint === null ? '' : dim(` (${escaped(obstacle.hint)})`);
  return `${why}${hint}`;
}
