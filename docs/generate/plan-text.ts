import type { StepKind } from '../../postgres/migration.ts';
import type { CompiledPlan } from '../../postgres/operations/index.ts';

const kinds: Readonly<Record<StepKind, string>> = {
  transactional: 'one transaction',
  concurrent: 'outside a transaction, while everybody works',
  batched: 'in batches that commit, while everybody works',
};

/** The steps of a plan in both directions, and what is asked, noticed, kept and left for later. */
export function planText(plan: CompiledPlan): string {
  const { steps, preconditions, verifications, breaking, destroys, archives, followUps } = plan;
  const numbered = steps.map((step, at) => ({
    ...step,
    title: steps.length === 1 ? '' : `Step ${at + 1}: `,
  }));
  const up = numbered.map(({ title, kind, up: sql }) => `${title}${kinds[kind]}.\n\n${sqlBlock(sql)}`);
  const down = numbered
    .toReversed()
    .map(({ title, kind, down: sql }) => `${title}${kinds[kind]}.\n\n${sqlBlock(sql)}`);
  return [
    ...list(
      'Asked of the data first',
      preconditions.map(({ holds, remedy }) =>
        remedy === undefined ? holds : `${holds}; where it is not so, a request can begin with "${remedy}"`,
      ),
    ),
    '### Up',
    ...up.map(capital),
    '### Down',
    ...down.map(capital),
    ...list(
      'Asked of the data afterwards',
      verifications.map(({ holds }) => holds),
    ),
    ...list('What an application of the old schema notices', breaking),
    ...list('What is taken away', destroys),
    ...list(
      'Kept in',
      archives.map((name) => `\`${name}\``),
    ),
    ...list(
      'Left for a later migration',
      followUps.map(({ what }) => what),
    ),
  ].join('\n\n');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** More lines than that are the machinery of batches and triggers: there for whoever wants to see it. */
const most = 25;

function sqlBlock(sql: string): string {
  const block = `\`\`\`sql\n${sql.trim()}\n\`\`\``;
  const lines = sql.trim().split('\n').length;
  return lines <= most
    ? block
    : `<details><summary>${lines} lines of SQL</summary>\n\n${block}\n\n</details>`;
}

const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`### ${title}`, lines.map((line) => `- ${line}`).join('\n')];
