import type { ScriptPart } from './errors.ts';
import { possibleKinds } from './kind.ts';
import { excerpt, type Statement } from './statements.ts';

/** How the text would look divided into steps: what an error shows to copy. */
export function divisionFor(statements: readonly Statement[], part: ScriptPart): string {
  const steps: { kind: string; lines: string[] }[] = [];
  for (const { node, sql } of statements) {
    const [kind] = possibleKinds(node, sql);
    const last = steps.at(-1);
    if (kind === 'transactional' && last?.kind === kind) last.lines.push(`${excerpt(sql)};`);
    else steps.push({ kind, lines: [`${excerpt(sql)};`] });
  }
  return steps
    .map(({ kind, lines }, at) => {
      const number = part === 'migration' ? at + 1 : steps.length - at;
      return [`-- godwit:step ${number} ${kind}`, ...lines].join('\n');
    })
    .join('\n');
}
