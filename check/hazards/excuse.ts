import type { CheckedMigration } from '../migration.ts';
import type { Hazard } from '../prove/report.ts';
import { type Ignore, ignoresOf } from './ignores.ts';
import type { JudgedHazard } from './judge.ts';
import { otherLocks, rules } from './rules/index.ts';

/** Hazards about the comments themselves. */
export const commentRules = ['ignore-without-reason', 'ignore-unknown-rule', 'ignore-unused'] as const;

const ruleIds: ReadonlySet<string> = new Set([...rules, ...otherLocks].map(({ id }) => id));

/** Leaves out what comments excuse; comments that excuse nothing are hazards themselves. */
export function withoutExcused(
  { up }: Pick<CheckedMigration, 'up'>,
  judged: readonly JudgedHazard[],
  /** Not known of rules that had nothing to look at: the migration did not apply. */
  complete: boolean,
): Hazard[] {
  const ignores = ignoresOf(up);
  const excused = new Set<JudgedHazard>();
  const complaints = ignores.flatMap((ignore) => {
    const known = ruleIds.has(ignore.rule) || judged.some(({ hazard }) => hazard.rule === ignore.rule);
    if (!known) return [unknownRule(ignore)];
    if (ignore.reason === '') return [withoutReason(ignore)];
    const hit = judged.filter(
      ({ hazard, at }) => hazard.rule === ignore.rule && at !== null && at === ignore.statement,
    );
    for (const one of hit) excused.add(one);
    return hit.length === 0 && complete ? [unused(ignore)] : [];
  });
  const left = judged.filter((one) => !excused.has(one)).map(({ hazard }) => hazard);
  return [...left, ...complaints].sort((a, b) => a.line - b.line);
}

const withoutReason = ({ rule, line }: Ignore): Hazard => ({
  rule: 'ignore-without-reason',
  level: 'warning',
  line,
  message: `rule ${rule} is to be ignored without a reason, and is not`,
  remedy: `-- godwit-check: ignore ${rule} because …`,
});

const unknownRule = ({ rule, line }: Ignore): Hazard => ({
  rule: 'ignore-unknown-rule',
  level: 'warning',
  line,
  message: rule === '' ? 'the comment names no rule to ignore' : `there is no rule "${rule}" to ignore`,
  remedy: 'one of the rules of docs/hazards.md',
});

const unused = ({ rule, line, statement }: Ignore): Hazard => ({
  rule: 'ignore-unused',
  level: 'advice',
  line,
  message: `rule ${rule} has nothing to say about ${statement === null ? 'what follows: there is no statement' : `the statement of line ${statement.line}`}`,
  remedy: 'take the comment away',
});
