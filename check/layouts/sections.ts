import { positionsIn, splitStatements } from '../../postgres/script/index.ts';
import type { ScriptProblem } from '../migration.ts';
import type { Section } from '../script/statements.ts';

/** A file with both directions in it, divided at its headings. */
export interface Sections {
  /** null where there is no such heading. */
  readonly up: Section | null;
  readonly down: Section | null;
  /** What stands before the first heading. */
  readonly before: Section;
}

/** The first match of each heading begins its section, which ends at the other heading or with the file. */
export function sectionsOf(text: string, up: RegExp, down: RegExp): Sections {
  const upAt = text.search(up);
  const downAt = text.search(down);
  const section = (start: number, other: number): Section | null =>
    start === -1 ? null : { start, end: other > start ? other : text.length };
  const first = Math.min(...[upAt, downAt].filter((at) => at !== -1), text.length);
  return {
    up: section(upAt, downAt),
    down: section(downAt, upAt),
    before: { start: 0, end: first },
  };
}

/** Statements before the first heading belong to neither direction. */
export function strayStatements(text: string, { before }: Sections, tool: string): ScriptProblem[] {
  const stray = text.slice(before.start, before.end);
  try {
    if (splitStatements(stray).length === 0) return [];
  } catch {
    // What cannot be read is no comment either.
  }
  const start = Math.max(0, stray.search(/^(?!\s*--)\s*\S/m));
  const message = `what stands before the first heading is not run by ${tool}`;
  const remedy = 'move it below the heading of its direction';
  return [{ rule: 'outside-sections', level: 'error', ...positionsIn(text).placeOf(start), message, remedy }];
}
