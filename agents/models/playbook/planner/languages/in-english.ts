import type { Catalog } from '../../../../../postgres/catalog/catalog.ts';
import type { PlannerDecision } from '../decision.ts';
import { type Translation, translate } from './translate.ts';

type Request = { readonly title: string; readonly body: string };
type Plan = (request: Request, catalog: Catalog) => PlannerDecision;

/** Plans a request of another language by its translation, unless its own words say more. */
export function inEnglish(request: Request, catalog: Catalog, plan: Plan): PlannerDecision {
  const tables = new Set(catalog.tables.map(({ name }) => name.toLowerCase()));
  const translation = translate(request, (word) => tables.has(word.toLowerCase()));
  if (!translation) return plan(request, catalog);
  if (process.env.SHOW) console.log(translation.title, '\n', translation.body);
  const read = plan(translation, catalog);
  const own = read.decision === 'change' ? read : plan(request, catalog);
  const says = own.decision === 'change' || (own.decision !== 'clarify' && read.decision === 'clarify');
  return own !== read && says ? own : inOriginal(read, translation);
}

/** What a decision quotes stands in it as it was written. */
function inOriginal(decision: PlannerDecision, { originals, told }: Translation): PlannerDecision {
  const original = (text: string): string =>
    [...originals].reduce((said, [english, own]) => said.replaceAll(english, own), text);
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
