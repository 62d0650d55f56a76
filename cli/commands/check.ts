import type { Command } from 'commander';
import { readLayout } from '../../check/layouts/index.ts';
import type { Layout } from '../../check/migration.ts';
import {
  isProven,
  type MigrationReport,
  prove,
  resultOf,
  UnknownVersion,
  writeDown,
  writePair,
} from '../../check/prove/index.ts';
import { exitCode } from '../../errors.ts';
import { Target } from '../../postgres/connection/target.ts';
import { AppliedAlready, PreludeOnDatabase, WriteWithoutDerive } from '../check/errors.ts';
import { type CheckOptions, withCheckOptions } from '../check/options.ts';
import { CheckOutputs } from '../check/outputs.ts';
import { progressLine } from '../check/progress.ts';
import { resultText } from '../check/result.ts';
import { migrationText } from '../check/table.ts';
import { branchPlace, emptyPlace, type Place } from '../check/targets.ts';
import { interruptible } from '../interrupt.ts';
import { withJson } from '../options.ts';
import { type Channel, openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { packageVersion } from '../version.ts';

export function checkCommand(program: Command): void {
  withJson(withCheckOptions(program.command('check')))
    .description('prove migrations that people wrote: up, down, the same again; on a real server')
    .argument('<path...>', 'folder of migrations, or a .sql file')
    .action(async (paths: string[], options: CheckOptions) => {
      if (options.write === true && options.derive !== true) throw new WriteWithoutDerive();
      if (options.database !== undefined && options.prelude.length > 0) throw new PreludeOnDatabase();
      const channel = openChannel(options.json === true, process);
      const outputs = new CheckOutputs(options);
      // All are read before anything runs: wrong use is told at once.
      const layouts = paths.map((path) => ({ path, layout: readLayout(path, options.format) }));
      for (const { layout } of layouts) assertVersions(layout, options);
      const seen: Seen[] = [];
      await interruptible(channel, async (signal) => {
        for (const { path, layout } of layouts) {
          const more = await checkLayout(path, layout, options, outputs, channel, signal);
          seen.push(...more);
          if (options.failFast === true && more.some((one) => !isOk(one, options))) break;
        }
      });
      const reports = seen.map(({ report }) => report);
      const result = resultOf(reports);
      const unproven = seen.filter((one) => !isOk(one, options)).map(({ report }) => report);
      outputs.finish(packageVersion(), channel);
      channel.print(resultText(result, reports, unproven, channel.style));
      channel.result(result);
      process.exitCode = unproven.length === 0 ? exitCode.done : exitCode.refused;
    });
}

/** `accepted`: all that speaks against it stands in the baseline. */
type Seen = ReturnType<CheckOutputs['add']>;

const isOk = ({ report, accepted }: Seen, { requireDown }: CheckOptions): boolean =>
  (accepted || isProven(report)) && (requireDown !== true || report.down.source !== 'none');

async function checkLayout(
  path: string,
  layout: Layout,
  options: CheckOptions,
  outputs: CheckOutputs,
  channel: Channel,
  signal: AbortSignal,
): Promise<Seen[]> {
  const progress = progressLine(process);
  progress.show('starting');
  const place = await placeFor(layout, options, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  const pending = layout.migrations.filter(({ version }) => !place.applied.has(version));
  progress.clear();
  tellLayout(path, layout, place, channel);
  const seen: Seen[] = [];
  try {
    const applied = options.only?.find((version) => place.applied.has(version));
    if (applied !== undefined) throw new AppliedAlready(applied);
    const proof = prove(place.database, pending, {
      ...proofOptions(options),
      ...(place.searchPath !== undefined && { searchPath: place.searchPath }),
      signal,
      progress: progress.show,
    });
    for await (const proven of proof) {
      progress.clear();
      const written = options.write === true ? withWritten(path, layout, proven) : proven;
      const one = outputs.add(path, written);
      seen.push(one);
      const { report } = one;
      channel.print(migrationText(report, channel.style, { advice: options.advice === true }));
      if (channel.json) channel.result(report);
      if (options.failFast === true && !isOk(one, options)) break;
    }
  } finally {
    progress.clear();
    await place.close();
  }
  return seen;
}

/** Keeps a derived down that restores, and a rewritten up with its down. */
function withWritten(path: string, layout: Layout, report: MigrationReport): MigrationReport {
  const { derived, quarantine, version } = report;
  const migration = layout.migrations.find((one) => one.version === version);
  if (migration === undefined) return report;
  const { up, down } = quarantine ?? {};
  return {
    ...report,
    ...(derived?.restores === true &&
      derived.sql !== undefined && {
        derived: { ...derived, written: writeDown(path, layout, migration, derived.sql) },
      }),
    ...(quarantine !== undefined &&
      up !== undefined &&
      down !== undefined && {
        quarantine: { ...quarantine, written: writePair(path, migration, [up, down]) },
      }),
  };
}

function placeFor(layout: Layout, options: CheckOptions, signal: AbortSignal): Promise<Place> {
  const { database, prelude } = options;
  return database === undefined
    ? emptyPlace(layout, prelude, signal)
    : branchPlace(layout, Target.parse(database), signal);
}

const proofOptions = ({ only, from, derive, timeout, database }: CheckOptions) => ({
  ...(only !== undefined && { only }),
  ...(from !== undefined && { from }),
  ...(derive !== undefined && { derive }),
  ...(timeout !== undefined && { statementTimeoutMs: timeout * 1000 }),
  sharedServer: database !== undefined,
});

function tellLayout(
  path: string,
  layout: Layout,
  { where, applied }: Place,
  { print, note, style, json }: Channel,
): void {
  const { name, because, migrations, unused, advice } = layout;
  const skipped = applied.size === 0 ? '' : `, ${applied.size} applied already`;
  print(
    `${style.bold(escaped(path))}: ${migrations.length} migrations${skipped} ${style.dim(`(${name}: ${escaped(because)})`)}`,
  );
  print(style.dim(`on ${escaped(where)}`));
  const tell = json ? note : print;
  for (const { file, why } of unused)
    tell(`${style.yellow('!')} ${escaped(`${file} takes no part: ${why}`)}`);
  for (const { file, message } of advice) tell(`${style.yellow('!')} ${escaped(`${file}: ${message}`)}`);
}

/** @throws UnknownVersion */
function assertVersions({ migrations }: Layout, { only = [], from }: CheckOptions): void {
  const known = migrations.map(({ version }) => version);
  const unknown = only.find((version) => !known.includes(version));
  if (unknown !== undefined) throw new UnknownVersion('--only', unknown, known);
  if (from !== undefined && !known.includes(from)) throw new UnknownVersion('--from', from, known);
}
