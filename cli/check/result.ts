import type { MigrationReport, ProofResult } from '../../check/prove/index.ts';
import type { Style } from '../output/style.ts';

/** The end of a check in two lines. */
export function resultText(
  { migrations, applied, downs, downsRun, downsRestore, derivedRestore }: ProofResult,
  unproven: readonly MigrationReport[],
  { bold, green, red }: Style,
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
  return `\n${counts.join(', ')}\n${verdict}`;
}
