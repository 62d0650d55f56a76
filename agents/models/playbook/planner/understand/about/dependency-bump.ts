import type { ReadingContext } from '../../grammar/slots/context.ts';

const scope = /^(?:\[[\w -]+\]\s*)?(?:(?:chore|fix|build|ci|feat|deps|security)(?:\([\w-]+\))?!?\s*:\s*)?/i
  .source;
const version = /[\^~]?v?\d\S*/.source;
/** Titles as Dependabot, Renovate and tools for releases write them. */
const titles: readonly RegExp[] = [
  `bumps? (\\S+) from ${version} to ${version}`,
  `bumps? (\\S+) and (?:\\S+)$`,
  `(?:update|upgrade) (?:dependency |module |package |plugin )(\\S+) to ${version}`,
  `(?:update|upgrade) (?:all of )?(?:\\S+ ){1,2}(?:monorepo|packages|group) to ${version}`,
  `(?:update|upgrade) (\\S+-\\S+|@\\S+|\\S+\\.js) (?:from ${version} )?to ${version}`,
  '(?:update|pin) (?:\\S+ ){0,3}(?:docker tag|docker digest|digest|action) to v?\\w\\S*',
  'bumps? the \\S+ group .*\\d+ updates?',
  '(?:lock file maintenance|update all (?:non-major )?dependencies|version packages(?: \\(.*\\))?$)',
  `release:? ${version}$`,
].map((form) => new RegExp(`${scope}${form}`, 'i'));
/** `Upgrade to Next.js 15`: a product is written with a capital letter. */
const product = new RegExp(
  `^(?:[Uu]pgrade|[Uu]pdate|[Mm]igrate|[Mm]ove)(?: to)? ([A-Z][\\w.]*(?: [A-Z][\\w.]*)?)(?: to)? ${version}$`,
);

/** `Bump pg from 8.11 to 8.13`: below stands what others changed in theirs. */
export function dependencyBump(title: string, { hasColumn, names }: ReadingContext): string | undefined {
  const found = [...titles, product].flatMap((form) => form.exec(title.trim()) ?? []);
  const [whole, name = ''] = found;
  const own = name !== '' && (hasColumn(name) || names.knownTable(name) !== undefined);
  return whole === undefined || own ? undefined : 'the version of a dependency';
}
