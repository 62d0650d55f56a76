import type { CheckedMigration, CheckedScript, LayoutAdvice, ScriptProblem } from '../migration.ts';
import { readScript } from '../script/read.ts';
import type { Section } from '../script/statements.ts';
import type { ToolRule } from '../script/tool-rule.ts';
import { DuplicateVersion } from './errors.ts';
import type { Folder } from './folder.ts';

export const scriptOf = (
  folder: Folder,
  file: string,
  rule: ToolRule,
  section?: Section,
  more?: readonly ScriptProblem[],
): CheckedScript => readScript(folder.text(file), rule, section, more);

/** Versions are alike when their tool takes them for one: `01` and `1` where it reads numbers. @throws DuplicateVersion */
export function refuseTwins(
  migrations: readonly CheckedMigration[],
  identity: (version: string) => string = (version) => version,
): void {
  const seen = new Map<string, CheckedMigration>();
  for (const migration of migrations) {
    const twin = seen.get(identity(migration.version));
    if (twin !== undefined) throw new DuplicateVersion(migration.version, [twin.file, migration.file]);
    seen.set(identity(migration.version), migration);
  }
}

/** Where the tool goes by the whole name, two may begin with the same number: then the name is the version. */
export function withUniqueVersions(migrations: readonly CheckedMigration[]): CheckedMigration[] {
  const count = new Map<string, number>();
  for (const { version } of migrations) count.set(version, (count.get(version) ?? 0) + 1);
  return migrations.map((migration) =>
    (count.get(migration.version) ?? 0) > 1
      ? { ...migration, version: `${migration.version}_${migration.name}` }
      : migration,
  );
}

/** Larger numbers are times. */
const maxCounter = 1_000_000n;

/** Versions that count 1, 2, 3 … and leave one out: a file that was lost, or never committed. */
export function gapsIn(migrations: readonly CheckedMigration[]): LayoutAdvice[] {
  const numbered = migrations.flatMap((migration) =>
    /^\d+$/.test(migration.version) && BigInt(migration.version) < maxCounter
      ? [{ migration, number: Number(migration.version) }]
      : [],
  );
  const gaps = numbered.flatMap(({ migration, number }, at) => {
    const before = numbered[at - 1];
    return before === undefined || number === before.number + 1 ? [] : [{ migration, number, before }];
  });
  // Whoever counts in tens leaves no gap.
  if (gaps.length * 2 > numbered.length - 1) return [];
  return gaps.map(({ migration, number, before }) => ({
    rule: 'version-gap',
    file: migration.file,
    message: `between ${before.migration.file} and ${migration.file} ${missing(before.number + 1, number - 1)}`,
  }));
}

const missing = (from: number, to: number): string =>
  from === to ? `version ${from} is missing` : `the versions ${from} to ${to} are missing`;

export const byNumber = (a: string, b: string): number => {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Go, Rust and JavaScript sort file names by their bytes or code units; neither knows a language. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
