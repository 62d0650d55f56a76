import { constantOf } from './constant.ts';
import { asTag, listOf } from './walk.ts';

/** Texts that no condition meant for some rows would all let through. */
const probes = ['', 'x', 'Zebra 9', 'é~\n_', '2026-01-01'];

/** What LIKE, SIMILAR TO and regular expressions say of every text; undefined for other operators and patterns. */
export function patternTruth(operator: string, right: unknown): 'true' | 'false' | undefined {
  const holds = operator.startsWith('!') ? 'false' : 'true';
  // SIMILAR TO brings its pattern as the argument of a function that escapes.
  const call = asTag(right, 'FuncCall');
  const pattern = constantOf(call === undefined ? right : listOf(call.args)[0]);
  if (typeof pattern !== 'string') return undefined;
  if (/^!?~~\*?$/.test(operator)) return /^%+$/.test(pattern) ? holds : undefined;
  if (!/^!?~\*?$/.test(operator)) return undefined;
  if (call !== undefined) return /^%+$/.test(pattern) ? holds : undefined;
  return matchesEverything(pattern) ? holds : undefined;
}

/** By JavaScript's regular expressions, which are close enough to tell `.*` from `^test`. */
function matchesEverything(pattern: string): boolean {
  try {
    const expression = new RegExp(pattern, 's');
    return probes.every((probe) => expression.test(probe));
  } catch {
    return false;
  }
}
