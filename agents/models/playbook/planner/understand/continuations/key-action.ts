import { type Token, textOf } from '../../text/tokens.ts';
import type { Draft } from '../draft.ts';

/* `Use ON DELETE CASCADE.`, behind a key that is ordered: what becomes of its rows. */

const said =
  /^(?:(?:please|also|and|it|they|both|all|each|the (?:foreign )?keys?|should|must|with|needs?|to) )*(?:(?:use|set|add|be|have|make|do|want|prefer) )?(?:(?:it|them) )?[`"(]*on[- ]delete ?:? ?(cascade|set null|restrict)[`")]*(?: (?:for|on) (?:it|them|this|that|both|all|each|these|the (?:foreign )?keys?))?[.!]?$/i;

/** Takes the sentence for the keys that are ordered without it. */
export function readKeyAction(tokens: readonly Token[], { rules }: Draft): boolean {
  const action = said.exec(textOf(tokens))?.[1]?.toLowerCase() as 'cascade' | undefined;
  const open = rules.flatMap((rule, at) =>
    rule.kind === 'foreignKey' && !rule.references.onDelete && !rule.facts.facts.onDelete
      ? [{ rule, at }]
      : [],
  );
  if (action === undefined || open.length === 0) return false;
  for (const { rule, at } of open)
    rules.splice(at, 1, { ...rule, references: { ...rule.references, onDelete: action } });
  return true;
}
