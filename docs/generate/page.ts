import type { z } from 'zod';
import type { Catalog } from '../../postgres/catalog/index.ts';
import {
  compileOperations,
  describeOperation,
  Operation,
  type OperationKind,
} from '../../postgres/operations/index.ts';
import { examples, moreExamples } from './examples.ts';
import { notes } from './notes.ts';
import { parameterTable } from './parameters.ts';
import { planText } from './plan-text.ts';

export const generated = '<!-- Written by npm run docs:operations. -->';

/** Kinds that come to other operations only in a run, by what they find there. */
const foundInRun: readonly OperationKind[] = ['restore_archive', 'rollback_migration'];

/** Everything about one kind of operation. */
export function operationPage(kind: OperationKind, catalog: Catalog): string {
  const { what, window, know = [] } = notes[kind];
  const other = Object.values(moreExamples).filter(({ op }) => op === kind);
  return `${[
    generated,
    `# ${kind}`,
    what,
    ...(window === undefined ? [] : [`**Needs a window.** ${window}`]),
    ...(know.length === 0 ? [] : [know.map((line) => `- ${line}`).join('\n')]),
    parameterTable(kind),
    '## Example',
    ...exampleText(examples[kind], catalog),
    ...other.flatMap((example) => ['## Another example', ...exampleText(example, catalog)]),
  ].join('\n\n')}\n`;
}

function exampleText(example: z.input<typeof Operation>, catalog: Catalog): string[] {
  const operation = Operation.parse(example);
  const plan = foundInRun.includes(operation.op) ? null : planText(compileOperations([operation], catalog));
  return [
    `${describeOperation(operation)}:`,
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``,
    plan ?? 'Its SQL depends on what the run finds: it is shown before anybody approves.',
  ];
}
