import type { StepKind } from '../migration.ts';
import { InvalidStepLines, type ScriptPart } from './errors.ts';
import { lineComments } from './statements.ts';

export interface StepLine {
  readonly step: number;
  readonly kind: StepKind;
  readonly line: number;
  /** Index of the line's first character, and of the first character after it. */
  readonly start: number;
  readonly end: number;
}

const meant = /^--\s*godwit:step\b/;
const written = /^-- godwit:step ([1-9]\d{0,3}) (transactional|concurrent|batched)\s*$/;

/** The lines that divide a text into steps, in their order. @throws InvalidStepLines, SqlSyntaxError */
export function findStepLines(text: string, part: ScriptPart): StepLine[] {
  return lineComments(text, part)
    .filter((comment) => meant.test(comment.text))
    .map((comment) => {
      const [, step, kind] = written.exec(comment.text) ?? [];
      if (step === undefined || !isKind(kind)) {
        throw new InvalidStepLines(
          part,
          comment.line,
          `"${comment.text.trim()}" is not "-- godwit:step <number> <transactional|concurrent|batched>"`,
        );
      }
      if (comment.start > 0 && text[comment.start - 1] !== '\n') {
        throw new InvalidStepLines(
          part,
          comment.line,
          `"${comment.text.trim()}" must stand on a line of its own`,
        );
      }
      const end = comment.start + comment.text.length;
      return { step: Number(step), kind, line: comment.line, start: comment.start, end };
    });
}

const isKind = (kind: string | undefined): kind is StepKind =>
  kind === 'transactional' || kind === 'concurrent' || kind === 'batched';
