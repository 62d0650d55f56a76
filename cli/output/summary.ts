import { whoApproves } from '../../graph/approvals/approvers.ts';
import type { RunResult } from '../../graph/engine/result.ts';
import { later } from './later.ts';
import { understoodLines } from './question.ts';
import { escaped, type Style } from './style.ts';

/** The end of a run in a few lines: what happened, what to do next. */
export function summary(result: RunResult, style: Style, command = 'npx godwit'): string {
  const { bold, green, red, yellow, dim } = style;
  const { migration, question, run } = result;
  const facts = [
    migration && ['migration', `${migration.version}_${migration.name}  ${dim(migration.hash.slice(0, 12))}`],
    result.types !== null && ['types', result.types],
    result.commit !== null && [
      'commit',
      `${result.commit.slice(0, 12)}${result.gitBranch === null ? '' : ` on ${result.gitBranch}`}`,
    ],
    result.report !== null && ['report', result.report],
  ].filter((fact): fact is [string, string] => Array.isArray(fact));
  const lines = (head: string, ...more: (string | null)[]): string =>
    [
      '',
      head,
      ...facts.map(([name, value]) => `  ${name.padEnd(10)} ${value}`),
      ...more.filter((line) => line !== null),
      ...later(result.followUps, style),
    ].join('\n');

  switch (result.status) {
    case 'done':
      return lines(green(bold('Merged: proven, reversible, types regenerated.')));
    case 'no_schema_change':
      return lines(bold('No schema change.'), `  ${escaped(result.reason ?? '')}`);
    case 'waiting':
      return lines(
        yellow(bold('Waits for a person.')),
        question?.kind === 'approval'
          ? `  ${'risk'.padEnd(10)} ${question.risk.class}; may approve: ${escaped(whoApproves(question.approvers))}`
          : null,
        question?.kind === 'approval' || question?.kind === 'budget'
          ? `  ${command} approve ${run} ${question.hash.slice(0, 12)}\n  ${command} reject ${run} --reason "…"`
          : question?.kind === 'clarification'
            ? [
                ...understoodLines(question.understood),
                ...question.questions.map((text, index) => `  ${index + 1}. ${escaped(text)}`),
                `  ${command} answer ${run} "…"`,
              ].join('\n')
            : `  ${command} show ${run}`,
      );
    case 'cancelled':
      return lines(yellow(bold('Cancelled.')), `  ${escaped(result.reason ?? '')}`);
    case 'refused':
    case 'rejected':
      return lines(
        red(bold(result.status === 'refused' ? 'Refused.' : 'Rejected.')),
        `  ${escaped(result.reason ?? '')}`,
        hint(result),
      );
    default:
      return lines(
        red(bold('Failed.')),
        `  ${escaped(result.reason ?? 'see above')}`,
        hint(result),
        `  go on: ${command} resume ${run}`,
      );
  }
}

const hint = ({ hint: text, rule }: RunResult): string | null =>
  text === null && rule === null
    ? null
    : `  ${[text === null ? null : escaped(text), rule === null ? null : `(${rule})`].filter((part) => part !== null).join(' ')}`;
