import type { ReadingContext } from '../grammar/slots/context.ts';

const scope = /^(?:(?:chore|fix|build|ci|feat)(?:\([\w-]+\))?!?\s*:\s*)?/i.source;
/** Titles as Dependabot and Renovate write them. */
const titles: readonly RegExp[] = [
  /bumps? (\S+) from v?\d\S* to v?\d\S*/,
  /update dependency (\S+) to v?\d\S*/,
  /(?:update|pin) (?:\S+ ){0,3}(?:docker tag|docker digest|digest|action) to v?\w\S*/,
  /bumps? the \S+ group .*\d+ updates?/,
  /(?:lock file maintenance|update all (?:non-major )?dependencies)/,
].map((form) => new RegExp(`${scope}${form.source}`, 'i'));

/** `Bump pg from 8.11 to 8.13`: below stands what others changed in theirs. */
export function dependencyBump(title: string, { hasColumn }: ReadingContext): string | undefined {
  const found = titles.flatMap((form) => form.exec(title.trim()) ?? []);
  const [whole, name = ''] = found;
  return whole === undefined || hasColumn(name) ? undefined : 'the version of a dependency';
}
