import type { Catalog } from '../../../../../postgres/catalog/catalog.ts';
import type { PlannerDecision } from '../decision.ts';
import { asksForHelpIn } from './asks-help.ts';
import type { Text } from './language.ts';
import { withOtherOrders } from './other-orders.ts';
import { inOtherTongue, isOtherTongue } from './other-tongue.ts';
import { type Translation, translate } from './translate.ts';

type Plan = (request: Text, catalog: Catalog) => PlannerDecision;

/** Plans a request of another language by its translation. */
export function inEnglish(request: Text, catalog: Catalog, plan: Plan): PlannerDecision {
  // `usuarios` may become a table of its own beside `auth.users`.
  const own = catalog.tables.filter(({ schema }) => !/^(?:auth|storage)$/.test(schema));
  const tables = new Set([...own, ...catalog.enums].map(({ name }) => name.toLowerCase()));
  const translation = translate(request, (word) => tables.has(word.toLowerCase()));
  if (isOtherTongue(request, translation !== undefined))
    return inOtherTongue(plan(withOtherOrders(request), catalog), request, catalog);
  if (!translation) return plan(request, catalog);
  const read = inOriginal(plan(translation, catalog), translation);
  if (!asksForHelpIn(request)) return read;
  const { hazards } = read;
  return {
    decision: 'no_schema_change',
    reason: 'the request asks a question and orders no change',
    hazards,
  };
}

/** What a decision quotes stands in it as it was written. */
function inOriginal(decision: PlannerDecision, { originals, told }: Translation): PlannerDecision {
  const original = (text: string): string =>
    [...originals].reduce(
      (said, [english, own]) =>
        said === english || / .* /.test(english) ? said.replaceAll(english, own) : said,
      text,
    );
  switch (decision.decision) {
    case 'change':
      return { ...decision, notUnderstood: [...told, ...decision.notUnderstood.map(original)] };
    case 'clarify': {
      const [first, ...rest] = decision.questions;
      return { ...decision, questions: [original(first), ...rest.map(original)] };
    }
    case 'no_schema_change':
      return decision;
  }
}
