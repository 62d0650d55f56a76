import type { CheckedMigration, UnusedFile } from '../migration.ts';
import type { SourceText } from '../script/source.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { byNumber, gapsIn, refuseTwins, scriptOf } from './collect.ts';
import { DuplicateVersion } from './errors.ts';
import { type Folder, isSql } from './folder.ts';
import type { LayoutContent } from './layout.ts';

export interface PairRules {
  /** Groups: version, name, direction. */
  readonly pattern: RegExp;
  ruleFor(source: SourceText): ToolRule;
  /** The largest version the tool can hold. */
  readonly largest: bigint;
}

interface Pair {
  up?: { readonly file: string; readonly version: string; readonly name: string };
  down?: string;
}

/** `N_name.up.sql` and `N_name.down.sql` in one folder: the number alone says which belong together. */
export function readPairs(folder: Folder, { pattern, ruleFor, largest }: PairRules): LayoutContent {
  const pairs = new Map<bigint, Pair>();
  const unused: UnusedFile[] = [];
  for (const file of folder.files) {
    const [, version = '', name = '', direction] = pattern.exec(file) ?? [];
    if (version === '') {
      unused.push({ file, why: whyUnused(file) });
      continue;
    }
    const number = BigInt(version);
    if (number > largest) {
      unused.push({ file, why: `version ${version} is larger than the tool can hold` });
      continue;
    }
    const pair: Pair = pairs.get(number) ?? {};
    pairs.set(number, pair);
    const twin = direction === 'down' ? pair.down : pair.up?.file;
    if (twin !== undefined) throw new DuplicateVersion(version, [twin, file]);
    if (direction === 'down') pair.down = file;
    else pair.up = { file, version, name };
  }
  const migrations: CheckedMigration[] = [];
  for (const { up, down } of pairs.values()) {
    if (up === undefined) {
      if (down !== undefined) unused.push({ file: down, why: 'there is no .up.sql of its version' });
      continue;
    }
    const script = (file: string) => scriptOf(folder, file, ruleFor(folder.text(file)));
    migrations.push({ ...up, up: script(up.file), down: down === undefined ? null : script(down) });
  }
  migrations.sort((a, b) => byNumber(a.version, b.version));
  refuseTwins(migrations, (version) => String(BigInt(version)));
  return { migrations, unused, advice: gapsIn(migrations) };
}

const whyUnused = (file: string): string => {
  if (file.includes('/')) return 'it lies in a folder, and the tool does not look into folders';
  return isSql(file)
    ? 'its name is not <number>_<name>.up.sql or <number>_<name>.down.sql'
    : 'it is no .sql file';
};
