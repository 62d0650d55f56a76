import { z } from 'zod';
import { quote } from '../text.ts';
import { deny, type Verdict } from '../verdict.ts';
import { blankSql, compilePattern } from './blank.ts';

/** Regular expressions over SQL without comments and literals; one that is none is looked for as it is written. */
export const blockedPatterns = z
  .array(z.string().refine((pattern) => pattern.trim() !== '', 'the pattern is empty'))
  .default([]);

/** Patterns that are no regular expressions: whoever wrote them meant something else than what they find. */
export const doubtPatterns = ({ blocked_patterns }: { blocked_patterns: readonly string[] }): string[] =>
  blocked_patterns.flatMap((pattern) => {
    const { fault } = compilePattern(pattern);
    return fault === null
      ? []
      : [
          `the blocked pattern ${quote(pattern)} is no regular expression (${fault}), so it is looked for as it is written`,
        ];
  });

const compiled = new Map<string, RegExp>();

export function findBlockedPattern(sql: string, patterns: readonly string[]): Verdict | undefined {
  if (patterns.length === 0) return undefined;
  const blank = blankSql(sql);
  for (const pattern of patterns) {
    const expression = compiled.get(pattern) ?? compilePattern(pattern).expression;
    compiled.set(pattern, expression);
    const found = expression.exec(blank);
    if (found !== null) {
      return deny('sql/blocked-pattern', `the policy blocks ${quote(pattern)}, found as ${quote(found[0])}`);
    }
  }
  return undefined;
}
