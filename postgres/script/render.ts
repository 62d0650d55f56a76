import type { StepDraft } from '../operations/operation.ts';
import { classify } from './kind.ts';

/** The text of a migration and of its rollback, as `parseScript` reads them; step lines only where there are several. */
export function renderScript(steps: readonly StepDraft[]): { readonly up: string; readonly down: string } {
  const [only, ...others] = steps;
  if (only !== undefined && others.length === 0 && classify(only.up) === only.kind) {
    return { up: `${only.up.trim()}\n`, down: `${only.down.trim()}\n` };
  }
  const numbered = steps.map((step, at) => ({ ...step, number: at + 1 }));
  return {
    up: numbered.map(({ number, kind, up }) => piece(number, kind, up)).join('\n'),
    down: numbered
      .map(({ number, down }) => piece(number, classify(down, 'rollback'), down))
      .reverse()
      .join('\n'),
  };
}

const piece = (number: number, kind: string, sql: string): string =>
  `-- godwit:step ${number} ${kind}\n${sql.trim()}\n`;
