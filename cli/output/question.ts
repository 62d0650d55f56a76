import { whoApproves } from '../../graph/approvals/approvers.ts';
import type { Question } from '../../graph/question.ts';
import { escaped, type Style } from './style.ts';

/** What a person reads before answering; text from models and files is escaped. */
export function showQuestion(question: Question, { bold, yellow, dim }: Style): string {
  const head = `\n${yellow('?')} ${bold(escaped(question.title))}`;
  switch (question.kind) {
    case 'approval':
      return [
        head,
        dim(`  migration ${question.hash}`),
        ...indent(question.up, bold('up')),
        ...indent(question.down, bold('down')),
        '',
        ...question.notes.map(
          (note) => `  ${note.startsWith('hazard:') ? yellow(escaped(note)) : escaped(note)}`,
        ),
        ...(question.notes.length > 0 ? [''] : []),
        ...question.facts.map((fact) => `  ${escaped(fact)}`),
        '',
        ...approvalLines(question).map((line) => `  ${escaped(line)}`),
        '',
      ].join('\n');
    case 'confirmation':
      return [head, `  ${escaped(question.reason)}`, ...indent(question.input, question.tool)].join('\n');
    case 'budget':
      return [
        head,
        ...question.spent.map((line) => `  ${escaped(line)}`),
        `  A yes lets it go on up to ${question.raisedTo}.`,
        '',
      ].join('\n');
    case 'clarification':
      return [
        head,
        ...question.hazards.map((text) => `  ${yellow(escaped(`hazard: ${text}`))}`),
        ...understoodLines(question.understood),
        ...question.questions.map((text, index) => `  ${index + 1}. ${escaped(text)}`),
      ].join('\n');
  }
}

export const understoodLines = (understood: readonly string[]): string[] =>
  understood.length === 0
    ? []
    : ['  understood so far:', ...understood.map((text) => `    ${escaped(text)}`)];

/** What a yes would be bound to, and who can say it. */
export const approvalLines = ({
  risk,
  approvers,
  schemaBefore,
  schemaAfter,
  expires,
}: Question & { readonly kind: 'approval' }): string[] => [
  `risk       ${risk.class}`,
  ...risk.reasons.map(({ text }) => `  ${text}`),
  `schema     ${schemaBefore.slice(0, 12)} → ${schemaAfter.slice(0, 12)}`,
  `approvers  ${whoApproves(approvers)}`,
  `expires    ${expires}`,
];

const indent = (text: string, title: string): string[] => [
  '',
  `  ${title}`,
  ...escaped(text)
    .trim()
    .split('\n')
    .map((line) => `    ${line}`),
];
