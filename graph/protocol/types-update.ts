import { reportNode } from '../../agents/define.ts';
import type { TypesUpdate } from '../../agents/handoffs/index.ts';
import { observed } from '../../tools/evidence.ts';
import { type Acceptance, type Handing, handoffMessage, sentBack } from './acceptance.ts';
import { after, lastOf } from './ledger.ts';

/** Counts when the types were written after the merge and the verdict is what the compiler said. */
export function acceptTypesUpdate(value: TypesUpdate, { from, to, state }: Handing): Acceptance {
  const ledger = after(state.evidence, lastOf(state.evidence, 'merged'));
  const written = lastOf(ledger, 'types', value.types_path);
  if (written?.ok !== true) return sentBack(`${value.types_path} was not regenerated after the merge`);
  const compiled = lastOf(ledger, 'production-app');
  if (compiled === undefined) return sentBack('verify_app did not run after the merge');
  const checked = observed(compiled, 'checked') === true;
  const verdict = checked ? (compiled.ok ? 'compiles' : 'breaks') : 'not_checked';
  if (value.verdict !== verdict)
    return sentBack(`the verdict is "${value.verdict}", verify_app says "${verdict}"`);
  if ((verdict === 'breaks') === (to === reportNode))
    return sentBack(
      verdict === 'breaks'
        ? 'an application that breaks is no end: hand it back'
        : 'nothing breaks: the report is next',
    );
  if (lastOf(ledger, 'committed') === undefined) return sentBack('commit_workspace did not run');
  return { kind: 'accepted', value, message: handoffMessage('TypesUpdate', from, value) };
}
