import { isProven, type MigrationReport, type ReportedDifference } from '../../check/prove/index.ts';
import { duration, escaped, type Style } from '../output/style.ts';
import { contrast } from './contrast.ts';

/** A migration in a line, and below it what a person has to know: nothing where all is well. */
export function migrationText(
  report: MigrationReport,
  style: Style,
  { advice }: { readonly advice: boolean },
): string {
  const { version, name, up, down, locks } = report;
  const proven = isProven(report);
  const mark = proven ? style.green('✓') : style.red('✗');
  const title = `${version}${name === '' || name === version ? '' : ` ${name}`}`;
  const strongest = locks.find(({ blocks }) => blocks === 'reads and writes' || blocks === 'writes');
  const facts = [
    up.applied ? duration(up.ms) : 'up fails',
    up.applied ? downWord(report) : null,
    strongest && `blocks ${strongest.blocks} of ${strongest.relation}`,
    rewritten(report),
  ].filter((fact) => typeof fact === 'string');
  const head = `${mark} ${proven ? escaped(title) : style.bold(escaped(title))}  ${style.dim(escaped(facts.join(', ')))}`;
  const details = [
    up.error,
    up.dependsOn && `depends on ${up.dependsOn.join(', ')}, which failed`,
    down.error,
    ...down.differences.map(differenceText),
    ...losses(report),
    ...(down.again?.error === undefined ? [] : [`up once more: ${down.again.error}`]),
    ...(down.again?.differences ?? []).map((one) => `up once more: ${differenceText(one)}`),
  ].filter((line) => line !== undefined);
  return [
    head,
    ...details.map((line) => `    ${indented(line)}`),
    // What kept the up from running is told already.
    ...report.hazards
      .filter(({ level, message }) => up.error?.includes(message) !== true && (advice || level !== 'advice'))
      .map((hazard) => `    ${hazardText(hazard, style)}`),
    ...derivedText(report, style),
    ...quarantineText(report, style),
  ].join('\n');
}

/** With its rule, which is what a comment or a baseline names. */
function hazardText(
  { level, rule, line, message }: MigrationReport['hazards'][number],
  style: Style,
): string {
  const colour = { error: style.red, warning: style.yellow, advice: style.dim }[level];
  return `${colour(level)} line ${line}: ${escaped(message)} ${style.dim(`[${rule}]`)}`;
}

/** Rows that are there or were: that a new table may be filled one day is no news. */
const losses = ({ down, derived }: MigrationReport): readonly string[] =>
  (down.lostRows ?? derived?.lostRows ?? []).filter((loss) => !/\(0 (?:now|of )/.test(loss));

function downWord({ down: { source, runs, restores, again } }: MigrationReport): string {
  if (source === 'none') return 'no down';
  if (runs !== true) return 'down does not run';
  if (restores !== true) return 'down does not restore';
  return again === undefined ? 'down restores' : 'down restores, up does not apply the same again';
}

const rewritten = ({ locks }: MigrationReport): string | null => {
  const tables = locks.filter(({ rewrite }) => rewrite).map(({ relation }) => relation);
  return tables.length === 0 ? null : `rewrites ${tables.join(', ')}`;
};

/** From the reader's side: before is before the up, after is after the down. */
function differenceText({ object, kind, before, after }: ReportedDifference): string {
  if (before === null) return `${object}: left behind`;
  if (after === null) return `${object}: missing`;
  const [was, is] = contrast(before, after);
  return `${object}${kind === 'column order' ? '' : ':'} ${was} before, ${is} after`;
}

function derivedText({ derived, down }: MigrationReport, style: Style): string[] {
  if (derived === undefined) return [];
  const { restores, sql, error, differences = [], written } = derived;
  const said = restores ? style.green('a derived down restores') : style.red('no derived down restores');
  return [
    `    ${said}${written === undefined ? '' : `: ${escaped(written)}`}${error === undefined ? '' : `: ${indented(error)}`}`,
    ...(restores || down.source === 'derived' ? [] : differences).map(
      (one) => `      ${indented(differenceText(one))}`,
    ),
    ...(sql === undefined || written !== undefined ? [] : sqlLines(sql)),
  ];
}

function quarantineText({ quarantine }: MigrationReport, style: Style): string[] {
  if (quarantine === undefined) return [];
  const { up, down, keeps, withRows, written, error } = quarantine;
  if (up === undefined || down === undefined) {
    return [`    ${style.dim(`no rewritten up keeps what is dropped: ${indented(error ?? '')}`)}`];
  }
  const kept = `${keeps.join(', ')}${withRows === true ? '' : ' (not all of these tables had rows here)'}`;
  return [
    `    ${style.green('a rewritten up keeps what is dropped')}: ${escaped(kept)}`,
    ...(written === undefined
      ? ['      -- up', ...sqlLines(up), '      -- down', ...sqlLines(down)]
      : written.map((path) => `      ${escaped(path)}`)),
  ];
}

/** What follows the first line stands below it. */
const indented = (text: string): string => escaped(text).replaceAll('\n', '\n    ');

const sqlLines = (sql: string): string[] =>
  sql
    .trimEnd()
    .split('\n')
    .map((line) => `      ${escaped(line)}`);
