import type { Risk } from '../approvals/risk.ts';
import { spendingLines } from '../budget/words.ts';
import type { ChecklistLine } from './checklist.ts';
import type { Report } from './report.ts';

/** The report as a person reads it. */
export function reportMarkdown(report: Report): string {
  const { migration } = report;
  return [
    `# ${report.summary}`,
    `Run \`${report.run}\`: **${report.status.replaceAll('_', ' ')}**${report.reason === null ? '' : `, ${report.reason}`}`,
    `Target: ${report.target}`,
    quote('Request', `${report.request.title}\n\n${report.request.body}`.trim(), report.request.source),
    list('Operations', report.operations),
    list('Assumptions', report.assumptions),
    list('Hazards', report.hazards),
    list('Left alone', report.leftAlone),
    ...(migration === null
      ? []
      : [
          `## Migration\n\n\`${migration.version}_${migration.name}\`, hash \`${migration.hash}\``,
          ...migration.steps.map((step, index) =>
            [
              `### Step ${index + 1} of ${migration.steps.length}: ${step.kind}, ${step.ms} ms on the branch`,
              code('sql', step.up),
              '<details><summary>Rollback</summary>',
              code('sql', step.down),
              '</details>',
            ].join('\n\n'),
          ),
          list('Changes of the schema', migration.changes),
          `## Measured\n\n${code('text', migration.measured.join('\n'))}`,
        ]),
    ...(report.risk === null ? [] : [riskSection(report.risk)]),
    list('Breaking changes', report.breaking),
    list('What a rollback loses', report.losses),
    list(
      'To do later',
      report.followUps.map((what) => {
        const offer = report.offers.find((one) => one.what === what);
        return offer === undefined ? what : `${what}: \`${offer.command}\`, from ${offer.notBefore} on`;
      }),
    ),
    checklist('Before the merge', report.checklists.before),
    checklist('After the merge', report.checklists.after),
    list(
      'Approvals',
      report.approvals.map(({ by, at, hash }) => `${by}, ${at}, \`${hash.slice(0, 12)}\``),
    ),
    list('Cost', spendingLines(report.spending)),
    ...(report.commit === null ? [] : [`Commit: \`${report.commit}\``]),
    ...(report.auditHead === null ? [] : [`Audit: \`${report.auditHead}\``]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;

function riskSection({ class: of, reasons }: Risk): string {
  const why = reasons.map((reason) => `- ${reason.class}: ${reason.text}`);
  return [`## Risk: ${of}`, ...(why.length === 0 ? [] : [why.join('\n')])].join('\n\n');
}

/** A request is text from outside: quoted, so that its headings and fences stay inside. */
const quote = (title: string, text: string, source: string): string =>
  `## ${title}\n\nFrom ${source}:\n\n${text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}`;

/** A fence longer than any in the text. */
function code(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text.trim()}\n${ticks}`;
}

const boxes: Record<ChecklistLine['state'], string> = {
  done: '- [x]',
  'not needed': '- [x]',
  failed: '- [ ] **FAILED**',
  'not checked': '- [ ]',
};

function checklist(title: string, lines: readonly ChecklistLine[]): string {
  const rows = lines.map(({ item, state, detail, evidence }) => {
    // A check that did not run says so itself.
    const said =
      (state === 'not checked' || state === 'not needed') && !detail.startsWith(state)
        ? `${state}: ${detail}`
        : detail;
    const proof =
      evidence.length === 0
        ? ''
        : ` (evidence ${evidence.map((hash) => `\`${hash.slice(0, 8)}\``).join(', ')})`;
    return `${boxes[state]} ${item}: ${said}${proof}`;
  });
  return `## ${title}\n\n${rows.join('\n')}`;
}
