import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { TableReading } from '../../grammar/slots/names.ts';
import { nameKey } from '../../resolve/words.ts';
import type { RuleDraft } from '../rule-draft.ts';

/* `Add a uniqueness constraint in the database`: a rule without its columns, which another sentence has. */

const order =
  /^(?:(?:please|also|and|so|then|we (?:should|need to|must|have to|could)|let's|can we|could we),? )*(?:add|adds|adding|create|enforce|introduce|define|implement|have|put|use|set|need|missing|enable)(?: up)?(?: (?:an?|the|this|that|these|some|new|missing|proper|appropriate|corresponding|suitable|database|db|db-level|sql|postgres|postgresql|necessary|required|needed|composite|compound|simple|strict|such|additional|multiple))* (.+?)(?: (?:in|to|on|at|for) (?:the |our |this )?(?:`?(\w+)`?(?: table| model| column)?|(?:database|db|schema) level))?(?: (?:to|so that|so|for) (?:prevent|avoid|ensure|enforce|speed|improve|make|guarantee|support|help|fix|we|this|that|better|faster|data|query|performance)\b[^`_]*)?[.!?]?$/i;

type Kind = RuleDraft['kind'];
const nouns: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(?:unique(?:ness)?(?: (?:constraints?|index(?:es)?|keys?))?|uniqueness)$/i,
    ['unique', 'add_unique', 'add_index'],
  ],
  [
    /^(?:(?:btree|gin|gist|partial|covering|unique) )?(?:index(?:es)?|indices)$/i,
    ['index', 'expressionIndex', 'add_index'],
  ],
  [
    /^(?:foreign[- ]keys?|fks?)(?: constraints?| relationships?| references?)?$/i,
    ['foreignKey', 'foreignKeyAction', 'add_foreign_key'],
  ],
  [/^check(?:s| constraints?)?$/i, ['check', 'add_check', 'replaceCheck']],
  [/^not[- ]null(?: constraints?)?$/i, ['setNotNull']],
  [
    /^constraints?$/i,
    [
      'unique',
      'check',
      'foreignKey',
      'setNotNull',
      'exclusion',
      'add_check',
      'add_unique',
      'add_foreign_key',
    ],
  ],
  [/^(?:rls|row[- ]level security)$/i, ['rls']],
  [/^triggers?$/i, ['createTrigger']],
];

const kindOf = (rule: RuleDraft): Kind | string =>
  rule.kind === 'operation' ? rule.operation.op : rule.kind;

const tableOf = (rule: RuleDraft): string | undefined =>
  rule.kind === 'operation'
    ? 'table' in rule.operation
      ? String(rule.operation.table)
      : undefined
    : (rule as { table?: TableReading }).table?.table?.name;

/** `Add indexes for the most frequent queries`, `Add a trigram index on users.full_name so …`: what was read. */
const making =
  /^(?:[\w ]{2,12}: )?(?:(?:please|also|and|so|then|we (?:should|need to|must|have to|could)|let's),? )*(?:add|adds|adding|create|creating|introduce|define|implement|missing|need|improve|optimi[sz]e|produce|no|lack(?:s|ing)?)\b/i;
const indexNoun = /\b(?:index|indexes|indices|indexing)\b/i;
const otherOrder =
  /(?:\band|\bthen|\balso|,|;) (?:also )?(?:add|drop|remove|rename|change|set|make|create|enable|delete|move|alter)\b/i;

/** Whether the text names no table or column but those that the indexes are on. */
function isIndexTold(text: string, rules: readonly RuleDraft[], context: ReadingContext): boolean {
  const noun = indexNoun.exec(text);
  if (!noun || otherOrder.test(text) || !(making.test(text) || noun.index < mostBefore)) return false;
  const told = rules.filter((rule) => indexKinds.has(kindOf(rule)));
  const said = text.split(/[^\w]+/).flatMap((word) => context.names.knownTable(word)?.name ?? []);
  if (told.length === 0 || !said.every((name) => told.some((rule) => tableOf(rule) === name))) return false;
  const known = new Set(told.flatMap((rule) => [tableOf(rule) ?? '', ...columnsOf(rule)]).map(nameKey));
  // A column in plain words may be another one.
  const isOther = (word: string): boolean =>
    !known.has(nameKey(word)) &&
    !known.has(nameKey(`${word}_id`)) &&
    (context.hasColumn(word) || context.hasColumn(`${word}_id`));
  return !text.split(/[^\w]+/).some((word) => word !== '' && isOther(word));
}
const mostBefore = 30;
const indexKinds: ReadonlySet<string> = new Set(['index', 'expressionIndex', 'add_index']);
/** The table and the columns of an index. */
export const indexedOf = (
  rule: RuleDraft,
): { readonly table: string | undefined; readonly columns: readonly string[] } => ({
  table: tableOf(rule),
  columns: (rule.kind === 'index' ? rule.columns.map(({ text }) => text) : keysOf(rule)).map((name) =>
    nameKey(name.split('.').at(-1) ?? ''),
  ),
});
const keysOf = (rule: RuleDraft): readonly string[] =>
  rule.kind === 'operation' && rule.operation.op === 'add_index'
    ? rule.operation.columns.map((key) =>
        typeof key === 'string' ? key : (key.column ?? key.expression ?? ''),
      )
    : [];
const columnsOf = (rule: RuleDraft): readonly string[] => {
  if (rule.kind === 'index') return rule.columns.map(({ text }) => text);
  if (rule.kind === 'expressionIndex') return [rule.keyed.name.text];
  const keys = rule.kind === 'operation' && rule.operation.op === 'add_index' ? rule.operation.columns : [];
  return [...JSON.stringify(keys).matchAll(/\w+/g)].map(([word]) => word);
};

/** Whether the rules that were read are what such an order is for. */
export function isRuleTold(text: string, rules: readonly RuleDraft[], context: ReadingContext): boolean {
  if (isIndexTold(text, rules, context)) return true;
  const [, noun = '', place = ''] = order.exec(text) ?? [];
  const kinds = nouns.find(([form]) => form.test(noun))?.[1];
  if (!kinds) return false;
  const table = context.names.knownTable(place);
  const vague =
    /^(?:database|db|schema|table|tables|model|models|column|columns|it|this|that|them|them all)?$/i;
  if (!table && !vague.test(place)) return false;
  const told = rules.filter((rule) => kinds.includes(kindOf(rule)));
  return told.some((rule) => {
    const own = tableOf(rule);
    return !table || own === undefined || own === table.name;
  });
}
