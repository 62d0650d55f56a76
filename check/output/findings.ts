import type { Hazard, MigrationReport } from '../prove/report.ts';

/** One thing to tell about one place: a hazard, or a proof that failed. */
export interface Finding {
  /** File of the up; with `/`, as is the other. */
  readonly migration: string;
  /** The down's where that failed. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly level: Hazard['level'];
  readonly message: string;
  readonly remedy: string | null;
}

/** Rules of what a proof found; those of hazards are in hazards/rules. */
export const proofRules = ['up-fails', 'down-fails', 'down-does-not-restore', 'up-differs-again'] as const;

/**
 * What a report says is wrong or risky, failed proofs first. `pathOf`: the path of a report's file from the root of
 * the repository, which code hosts ask for.
 */
export function findingsOf(report: MigrationReport, pathOf: (file: string) => string): Finding[] {
  const { file: own, hazards } = report;
  const [migration, file] = [pathOf(own), pathOf(own)];
  return [
    ...failures(report).map(({ rule, text }): Finding => {
      const { other, line } = placeIn(text);
      const place = other === null ? file : pathOf(other);
      return { migration, file: place, line, rule, level: 'error', message: text, remedy: null };
    }),
    ...hazards.map((hazard): Finding => ({ migration, file, ...hazard })),
  ];
}

type Failed = { readonly rule: (typeof proofRules)[number]; readonly text: string };

function failures({ up, down }: MigrationReport): Failed[] {
  if (!up.applied) return [{ rule: 'up-fails', text: up.error ?? 'the migration does not apply' }];
  if (down.source === 'none') return [];
  if (down.runs !== true) return [{ rule: 'down-fails', text: down.error ?? 'the down does not run' }];
  const found: Failed[] = [];
  if (down.restores !== true) {
    const text = ['the down does not restore what was before', ...down.differences.map(differenceText)];
    found.push({ rule: 'down-does-not-restore', text: text.join('\n') });
  }
  // After a down that does not restore it hardly can.
  else if (down.again !== undefined) {
    const why = down.again.error ?? down.again.differences.map(differenceText).join('\n');
    found.push({
      rule: 'up-differs-again',
      text: `applied once more after its down, the up does not give the same: ${why}`,
    });
  }
  return found;
}

const differenceText = ({ object, before, after }: MigrationReport['down']['differences'][number]): string =>
  before === null
    ? `${object}: left behind`
    : after === null
      ? `${object}: missing`
      : `${object}: ${before} before, ${after} after`;

/** A failure's message begins with its place: `file, line 3: …`; perhaps after words of ours. */
function placeIn(text: string): { readonly other: string | null; readonly line: number } {
  const [, other = null, line] =
    /^(?:applied once more[^:]*: )?([^\n]+?), line (\d+)(?:, column \d+)?: /.exec(text) ?? [];
  return { other, line: Number(line ?? 1) };
}
