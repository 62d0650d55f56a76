import type { Catalog } from '../../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../../grammar/slots/context.ts';
import { singular } from '../../resolve/words.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import type { Intent, IntentKind } from '../intents.ts';
import { destructiveKinds } from './destructive.ts';

const ruleKinds: ReadonlySet<IntentKind> = new Set([
  'setNotNull',
  'dropNotNull',
  'addCheck',
  'addUnique',
  'setDefault',
]);
const wishes: ReadonlySet<IntentKind> = new Set([...ruleKinds, 'wantColumn']);
const told =
  /^(?:(?:,|but|and|also|then) ?)*(?:(?:for|where|among|on|in|of)\s.*(?:\b(?:with|where|whose|having|of type|of kind|that are|which are|in status)\b|=).*|(?:if|in case|as long as|once|unless)\s.*)$/i;

/** What values of the schema are called: labels of its enums, and texts that its checks allow. */
function labelsOf({ enums, tables }: Catalog): ReadonlySet<string> {
  const checks = tables.flatMap(({ constraints }) =>
    constraints
      .filter(({ kind }) => kind === 'check')
      .flatMap(({ definition }) => [...definition.matchAll(/'([a-z]\w{2,})'::/gi)]),
  );
  return new Set([...enums.flatMap(({ labels }) => labels), ...checks.map(([, label = '']) => label)]);
}

const conditional =
  /^(?:(?:and|but|then|also|so|,) ?)*(?:(?:when|whenever|if|once|after|until|as soon as|in case|unless|provided)\s.*[,:]|for\s.*\sonly ?[,:])$/i;

/**
 * `Once the app ships, drop …`, `When score > 50, … must not be null`, `For admins only: …`: a change that is not for
 * now, or not for all. Beside one that only adds something, such words tell how it is used.
 */
export const isConditional = ({ kind }: Intent, lead: readonly Token[]): boolean =>
  (ruleKinds.has(kind) || destructiveKinds.has(kind)) && conditional.test(textOf(lead));

/**
 * `For tasks with type = quiz, due_date must not be null`, `for drafts`, `Published tasks must …`: a rule for some of
 * the rows is another rule. `beside` is what stands in front of it, or behind.
 */
export function isRuleForSome(
  { kind }: Intent,
  beside: readonly Token[],
  { hasColumn, names, catalog }: ReadingContext,
  behind = false,
): boolean {
  if (!wishes.has(kind) || beside.length === 0) return false;
  const labels = labelsOf(catalog);
  const isLabel = ({ low, kind: is }: Token): boolean =>
    is === 'word' && (labels.has(low) || labels.has(singular(low)) || labels.has(low.replace(/zzes$/, 'z')));
  const last = beside.findLast(({ kind: is }) => is !== 'punct');
  if (!behind && last && isLabel(last) && beside.length < 4) return true;
  if (!ruleKinds.has(kind)) return false;
  const [first] = beside.filter(({ kind: is }) => is !== 'punct');
  if (first?.low === 'for' && beside.some(isLabel)) return true;
  return (
    told.test(textOf(beside)) &&
    beside.some(({ text }) => hasColumn(text) || names.knownTable(text) !== undefined)
  );
}
