import { z } from 'zod';
import { quote } from '../text.ts';
import { deny, type Verdict } from '../verdict.ts';
import { blankSql, compilePattern } from './blank.ts';

/** Regular expressions over SQL without comments and literals; one that is none refuses to load. */
export const blockedPatterns = z
  .array(
    z.string().superRefine((pattern, context) => {
      if (pattern.trim() === '') return context.addIssue({ code: 'custom', message: 'the pattern is empty' });
      try {
        compilePattern(pattern);
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        context.addIssue({
          code: 'custom',
          message: `${quote(pattern)} is no valid regular expression: ${what}`,
        });
      }
    }),
  )
  .default([]);

const compiled = new Map<string, RegExp>();

export function findBlockedPattern(sql: string, patterns: readonly string[]): Verdict | undefined {
  if (patterns.length === 0) return undefined;
  const blank = blankSql(sql);
  for (const pattern of patterns) {
    const expression = compiled.get(pattern) ?? compilePattern(pattern);
    compiled.set(pattern, expression);
    const found = expression.exec(blank);
    if (found !== null) {
      return deny('sql/blocked-pattern', `the policy blocks ${quote(pattern)}, found as ${quote(found[0])}`);
    }
  }
  return undefined;
}
