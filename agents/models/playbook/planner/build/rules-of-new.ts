import { join, noFacts } from '../attributes/read.ts';
import type { ColumnFacts } from '../attributes/spec.ts';
import { nameKey } from '../resolve/words.ts';
import type { Draft } from '../understand/draft.ts';
import type { RuleDraft } from '../understand/rule-draft.ts';

const factsOf = (rule: RuleDraft): ColumnFacts | undefined => {
  if (rule.kind === 'setNotNull') return { notNull: true };
  return rule.kind === 'setDefault' ? { default: rule.value } : undefined;
};

/** `Column kind must be required`, further below: what is said of a column that the same request makes is a fact of it. */
export function joinRulesOfNew(draft: Draft): void {
  const kept = draft.rules.filter((rule) => {
    const facts = factsOf(rule);
    if (!facts || !('column' in rule) || typeof rule.column !== 'object') return true;
    const key = nameKey(rule.column.text);
    const table = 'table' in rule ? rule.table : undefined;
    const owner = (table as { text?: string } | undefined)?.text ?? rule.column.table;
    const sameOwner = (text: string | undefined): boolean =>
      owner === undefined || text === undefined || nameKey(owner) === nameKey(text);
    const columns = [
      ...draft.columns.filter(({ name, table }) => nameKey(name.text) === key && sameOwner(table?.text)),
      ...draft.tables
        .filter(({ name }) => sameOwner(name.text))
        .flatMap((made) => made.columns.filter(({ name }) => nameKey(name.text) === key)),
    ];
    const [column, ...others] = columns;
    if (!column || others.length > 0) return true;
    column.facts = join(column.facts, { ...noFacts, facts });
    return false;
  });
  draft.rules.splice(0, draft.rules.length, ...kept);
}
