import type { ReadingContext } from '../../grammar/slots/context.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import { fold } from '../../text/tokens.ts';
import type { RuleDraft } from '../rule-draft.ts';

/* A title that says something else than the list below it: asked, which of them holds. */

type Dropped = Extract<RuleDraft, { kind: 'dropColumn' }>;
type Renamed = Extract<RuleDraft, { kind: 'rename' }>;
type Checked = Extract<RuleDraft, { kind: 'check' }>;
type Required = Extract<RuleDraft, { kind: 'setNotNull' }>;
type Defaulted = Extract<RuleDraft, { kind: 'setDefault' }>;

const saysDefault: ReadonlySet<string> = new Set(['default', 'defaults', 'standard']);

const saysLimit = new Phrases(
  'limit|max|maximum|min|minimum|at most|at least|up to|characters|chars|between'.split('|'),
);

/** Values that a title has for a default: numbers, and values of an enum. */
function valuesIn(title: readonly Token[], { catalog }: ReadingContext): readonly string[] {
  const labels = new Set(catalog.enums.flatMap((one) => one.labels.map(fold)));
  return title
    .filter(({ kind, low }) => kind === 'number' || kind === 'quoted' || labels.has(low))
    .map(({ low }) => low);
}

export function againstTitle(
  rules: readonly RuleDraft[],
  ofTitle: readonly RuleDraft[],
  title: readonly Token[],
  context: ReadingContext,
): readonly string[] {
  const below = rules.filter((rule) => !ofTitle.includes(rule));
  const drops = ofTitle.filter((rule): rule is Dropped => rule.kind === 'dropColumn');
  const renamed = drops.flatMap(({ column }) =>
    below.filter((rule): rule is Renamed => rule.kind === 'rename' && nameOf(rule.from) === nameOf(column)),
  );
  const again = below.some(({ kind }) => kind === 'dropColumn');
  const questions = again
    ? []
    : renamed.map(
        ({ from, to }) =>
          `The title drops ${from.text}, and the text renames it to ${to.text}. Shall it be dropped, or renamed?`,
      );
  const defaults = below.filter((rule): rule is Defaulted => rule.kind === 'setDefault');
  const [only] = defaults;
  const values = title.some(({ low }) => saysDefault.has(low)) ? valuesIn(title, context) : [];
  if (only && defaults.length === 1 && values.length === 1 && !values.includes(fold(only.value.text)))
    questions.push(
      `The title says ${values[0]}, and the text ${only.value.text}. Which of them shall be the default of ${only.column.text}?`,
    );
  const open = title.filter(({ kind }) => kind === 'number').map(({ text }) => text);
  const checks = below.filter((rule): rule is Checked => rule.kind === 'check');
  const bounds = JSON.stringify(checks.map(({ facts }) => facts.facts));
  const [number] = open;
  if (ofTitle.length === 0 && open.length === 1 && checks.length > 0 && saysLimit.in(title))
    if (!bounds.includes(`"${number}"`))
      questions.push(`The title says ${number}, and the text does not. Which number holds?`);
  for (const { column } of ofTitle.filter((rule): rule is Required => rule.kind === 'setNotNull'))
    if (below.some((rule) => rule.kind === 'dropNotNull' && nameOf(rule.column) === nameOf(column)))
      questions.push(
        `Shall ${column.text} be required, as the title says, or may it be empty, as the text says?`,
      );
  for (const rule of ofTitle) {
    const other = below.find(
      (one): one is Checked => one.kind === 'check' && rule.kind === 'check' && isOther(one, rule),
    );
    if (other)
      questions.push(
        `The title and the text say two things about ${other.column.text}: which of them holds?`,
      );
  }
  return questions;
}

const nameOf = ({ text }: { readonly text: string }): string => nameKey(text.split('.').at(-1) ?? '');
/** Another bound of the same column. */
const isOther = (a: Checked, b: Checked): boolean =>
  nameOf(a.column) === nameOf(b.column) &&
  Object.entries(a.facts.facts).some(
    ([fact, value]) =>
      Reflect.has(b.facts.facts, fact) &&
      JSON.stringify(Reflect.get(b.facts.facts, fact)) !== JSON.stringify(value),
  );
