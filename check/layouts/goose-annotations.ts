import { excerpt, positionsIn } from '../../postgres/script/index.ts';
import type { CheckedStatement, ScriptProblem } from '../migration.ts';
import type { Section } from '../script/statements.ts';

interface Annotation {
  /** In lower case, blanks single: `up`, `statementbegin`, `no transaction`. */
  readonly is: string;
  readonly start: number;
}

/** Lines `-- +goose …`; they begin with the dashes, and any case will do. */
export const annotationsIn = (text: string): Annotation[] =>
  [...text.matchAll(/^--[^\S\n]*\+goose[^\S\n]+([^\n]*)$/gim)].map((match) => ({
    is: (match[1] ?? '').trim().toLowerCase().replace(/\s+/g, ' '),
    start: match.index,
  }));

export interface GooseFile {
  readonly up: Section | null;
  readonly down: Section | null;
  readonly noTransaction: boolean;
  readonly problems: readonly ScriptProblem[];
}

export function readAnnotations(text: string): GooseFile {
  const positions = positionsIn(text);
  const problems: ScriptProblem[] = [];
  const problem = (
    rule: string,
    level: 'refused' | 'error',
    start: number,
    message: string,
    remedy: string,
  ) => problems.push({ rule, level, ...positions.placeOf(start), message, remedy });
  let up: number | null = null;
  let down: number | null = null;
  let block: number | null = null;
  let noTransaction = false;
  for (const { is, start } of annotationsIn(text)) {
    if (is === 'up') {
      if (up !== null) problem('section-headings', 'refused', start, 'a second "-- +goose Up"', 'leave one');
      up ??= start;
    } else if (is === 'down') {
      if (up === null || down !== null) {
        const message =
          up === null ? '"-- +goose Down" stands before "-- +goose Up"' : 'a second "-- +goose Down"';
        problem('section-headings', 'refused', start, message, 'write one Up, then one Down');
      }
      down ??= start;
    } else if (is === 'statementbegin') {
      if (block !== null)
        problem(
          'statement-block',
          'error',
          start,
          'StatementBegin inside a block',
          'end the block before it',
        );
      block = start;
    } else if (is === 'statementend') {
      if (block === null)
        problem(
          'statement-block',
          'error',
          start,
          'StatementEnd without StatementBegin',
          'write StatementBegin',
        );
      block = null;
    } else if (is === 'no transaction') noTransaction = true;
    else if (/^envsub(?:st)? on$/.test(is)) {
      problem(
        'placeholder',
        'refused',
        start,
        'with ENVSUB the SQL depends on the environment',
        'write the values themselves',
      );
    }
  }
  if (block !== null)
    problem('statement-block', 'error', block, 'StatementBegin without StatementEnd', 'write StatementEnd');
  if (up === null) {
    problem(
      'section-headings',
      'refused',
      0,
      'there is no line "-- +goose Up"',
      'write it above the statements',
    );
  }
  const end = down !== null && up !== null && down > up ? down : text.length;
  return {
    up: up === null ? null : { start: up, end },
    down: down === null ? null : { start: down, end: text.length },
    noTransaction,
    problems,
  };
}

/** Statements that goose would cut in two, or leave unfinished, because it looks at the ends of lines only. */
export function brokenStatements(
  text: string,
  sectionEnd: number,
  statements: readonly CheckedStatement[],
): ScriptProblem[] {
  const blocks = blocksOf(text);
  return statements.flatMap((statement, at) => {
    const { sql, start, end, line, column } = statement;
    if (blocks.some((block) => block.start <= start && end <= block.end)) return [];
    const problem = (message: string, remedy: string): ScriptProblem[] => [
      { rule: 'statement-cut', level: 'error', line, column, message, remedy },
    ];
    const cut = sql.split('\n').slice(0, -1).findIndex(endsStatement);
    if (cut !== -1) {
      const message = `goose cuts "${excerpt(sql)}" after line ${line + cut}, at the semicolon there`;
      return problem(message, 'put -- +goose StatementBegin and -- +goose StatementEnd around it');
    }
    const lastLine = text.slice(text.lastIndexOf('\n', end - 1) + 1, sectionEnd);
    const isLast = at === statements.length - 1;
    return isLast && !lastLine.split('\n').some(endsStatement)
      ? problem(
          `goose finds no semicolon at the end of a line after "${excerpt(sql)}"`,
          'end it with a semicolon',
        )
      : [];
  });
}

/** The last word before a `--` ends with a semicolon. */
function endsStatement(line: string): boolean {
  const words = line.trim().split(/\s+/);
  const comment = words.findIndex((word) => word.startsWith('--'));
  const last = words[(comment === -1 ? words.length : comment) - 1];
  return last?.endsWith(';') === true;
}

function blocksOf(text: string): Section[] {
  const blocks: Section[] = [];
  let begin: number | null = null;
  for (const { is, start } of annotationsIn(text)) {
    if (is === 'statementbegin') begin = start;
    else if (is === 'statementend' && begin !== null) {
      blocks.push({ start: begin, end: start });
      begin = null;
    }
  }
  return blocks;
}
