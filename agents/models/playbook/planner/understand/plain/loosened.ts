import type { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { escaped } from '../../text/names-whole.ts';
import {
  ask,
  nameOf,
  type Place,
  type PlainOutcome,
  type PlainRecorders,
  type PlainTools,
  placeOf,
  reading,
} from './tools.ts';

/** `score >= 0` and `score > 0`, as PostgreSQL prints them, of one column alone. */
const lowest = (column: string): RegExp =>
  new RegExp(`^CHECK \\(+"?${escaped(column)}"? (>=?) \\(?0\\)?(?:::\\w+(?: \\w+)?)?\\)+$`, 'i');

const checksOf = ({ table, column }: Place) =>
  table.constraints.filter(({ kind, columns }) => kind === 'check' && columns.join() === column.name);

function drop(place: Place, name: string, tools: PlainTools): undefined {
  const table = reading(place.table);
  // The same rule may be spoken of twice: `remove the check, negative scores are fine`.
  const gone = tools.draft.rules.some((rule) => rule.kind === 'dropConstraint' && rule.name?.text === name);
  if (gone) return;
  tools.draft.rules.push({ kind: 'dropConstraint', of: undefined, name: nameOf(name), table, columns: [] });
}

/** The one check that says how small a number may be; a question where there are others, which may say it, too. */
function limitOf(place: Place, tools: PlainTools): { name: string; sign: string } | undefined {
  for (const { name, definition } of checksOf(place)) {
    const sign = lowest(place.column.name).exec(definition)?.[1];
    if (sign !== undefined) return { name, sign };
  }
  return whichCheck(place, tools);
}

function whichCheck(place: Place, tools: PlainTools): undefined {
  const checks = checksOf(place).map(({ name, definition }) => `${name}, ${definition}`);
  if (checks.length > 0)
    return ask(tools, `Which check of ${place.at} shall go or change: ${checks.join('; ')}?`);
  tools.draft.fulfilled.push(`${place.at} has no check`);
}

/** What a check forbids today and shall be allowed. */
export const loosenedRecorders: PlainRecorders<Pick<typeof plainRuleForms, 'mayBe' | 'dropCheckThat'>> = {
  mayBe({ field, beyond }, tools): PlainOutcome {
    const place = placeOf(field, tools);
    const limit = place && limitOf(place, tools);
    if (!place || !limit) return undefined;
    if (beyond === 'zero' && limit.sign === '>=') {
      tools.draft.fulfilled.push(`${limit.name} lets ${place.at} be 0`);
      return undefined;
    }
    if (beyond === 'negative') return drop(place, limit.name, tools);
    return ask(
      tools,
      `${limit.name} forbids 0 in ${place.at}. Shall it allow 0 from now on (>= 0), or negative values as well?`,
    );
  },
  dropCheckThat({ field, plainfacts = {} }, tools): PlainOutcome {
    const place = placeOf(field, tools);
    if (!place) return undefined;
    const { min, minExclusive, ...more } = plainfacts;
    // Of other rules only a person can say which check is the one.
    if (min !== '0' || Object.keys(more).length > 0) return whichCheck(place, tools);
    const limit = limitOf(place, tools);
    if (!limit) return undefined;
    return limit.sign === (minExclusive ? '>' : '>=')
      ? drop(place, limit.name, tools)
      : whichCheck(place, tools);
  },
};
