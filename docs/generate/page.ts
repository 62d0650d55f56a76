import type { Catalog } from '../../postgres/catalog/index.ts';
import {
  compileOperations,
  describeOperation,
  Operation,
  type OperationKind,
} from '../../postgres/operations/index.ts';
import { examples } from './examples.ts';
import { notes } from './notes.ts';
import { parameterTable } from './parameters.ts';
import { planText } from './plan-text.ts';

export const generated = '<!-- Written by npm run docs:operations. -->';

/** Kinds that come to other operations only in a run, by what they find there. */
const foundInRun: readonly OperationKind[] = ['restore_archive', 'rollback_migration'];

/** Everything about one kind of operation. */
export function operationPage(kind: OperationKind, catalog: Catalog): string {
  const { what, window, know = [] } = notes[kind];
  const operation = Operation.parse(examples[kind]);
  const plan = foundInRun.includes(kind) ? null : planText(compileOperations([operation], catalog));
  return `${[
    generated,
    `# ${kind}`,
    what,
    ...(window === undefined ? [] : [`**Needs a window.** ${window}`]),
    ...(know.length === 0 ? [] : [know.map((line) => `- ${line}`).join('\n')]),
    parameterTable(kind),
    '## Example',
    `${describeOperation(operation)}:`,
    `\`\`\`json\n${JSON.stringify(examples[kind], null, 2)}\n\`\`\``,
    plan ?? 'Its SQL depends on what the run finds: it is shown before anybody approves.',
  ].join('\n\n')}\n`;
}
