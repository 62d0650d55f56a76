import type { MigrationReport, ProofResult } from '../../check/prove/index.ts';
import type { Style } from '../output/style.ts';

/** The end of a check in two or three lines. */
export function resultText(
  { migrations, applied, downs, downsRun, downsRestore, derivedRestore }: ProofResult,
  reports: readonly MigrationReport[],
  unproven: readonly MigrationReport[],
  { bold, dim, green, red }: Style,
): string {
  const counts = [
    `${applied} of ${migrations} applied`,
    `${downs} with a down`,
    ...(derivedRestore === 0 && downs < applied
      ? [`${applied - downs} without, where nothing leads back`]
      : []),
    `${downsRun} run`,
    `${downsRestore} restore`,
    ...(derivedRestore > 0 ? [`${derivedRestore} derived restore`] : []),
  ];
  const verdict =
    unproven.length === 0
      ? green(bold('Proven.'))
      : red(bold(`Not proven: ${unproven.map(({ version }) => version).join(', ')}`));
  return ['', counts.join(', '), ...hazardCount(reports, dim), verdict].join('\n');
}

function hazardCount(reports: readonly MigrationReport[], dim: Style['dim']): string[] {
  const hazards = reports.flatMap((report) => report.hazards);
  const counts = (['error', 'warning', 'advice'] as const).flatMap((level) => {
    const count = hazards.filter((hazard) => hazard.level === level).length;
    return count === 0 ? [] : [`${count} ${level}${count === 1 || level === 'advice' ? '' : 's'}`];
  });
  return counts.length === 0
    ? []
    : [`${counts.join(', ')} ${dim('(--advice tells all, --json the remedies; docs/hazards.md)')}`];
}
