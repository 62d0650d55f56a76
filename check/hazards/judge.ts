import type { CheckedStatement } from '../migration.ts';
import type { Hazard } from '../prove/report.ts';
import type { Finding, Rule, StatementRule } from './rule.ts';
import { otherLocks, rules } from './rules/index.ts';
import type { Scene, Sight } from './scene.ts';

/** A hazard, and the statement that a comment beside can excuse. */
export interface JudgedHazard {
  readonly hazard: Hazard;
  /** Null: no statement of its own; nothing excuses it. */
  readonly at: CheckedStatement | null;
}

/** What the rules have to say about a migration that applied. */
export function judge(scene: Scene): JudgedHazard[] {
  return [
    ...scene.sights.flatMap(judgeStatement),
    ...rules.flatMap((rule) =>
      'migration' in rule ? rule.migration(scene).map(({ at, ...finding }) => judged(rule, at, finding)) : [],
    ),
  ];
}

function judgeStatement(sight: Sight): JudgedHazard[] {
  const found: JudgedHazard[] = [];
  let explained = false;
  for (const rule of rules) {
    if (!('statement' in rule)) continue;
    const more = findingsOf(rule, sight);
    found.push(...more);
    if (more.length > 0 && rule.explainsLock === true) explained = true;
  }
  return explained ? found : [...found, ...otherLocks.flatMap((rule) => findingsOf(rule, sight))];
}

function findingsOf(rule: StatementRule, sight: Sight): JudgedHazard[] {
  const found = rule.statement(sight) ?? [];
  const findings: readonly Finding[] = 'message' in found ? [found] : found;
  return findings.map((finding) => judged(rule, sight.statement, finding));
}

const judged = ({ id, level }: Rule, at: CheckedStatement, { message, remedy }: Finding): JudgedHazard => ({
  hazard: { rule: id, level, line: at.line, message, remedy },
  at,
});
