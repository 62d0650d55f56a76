import { ident, literal } from '../../../../../../postgres/sql.ts';
import { isText } from '../../build/values.ts';
import type { characterForms } from '../../grammar/forms/plain/characters.ts';
import {
  addCheck,
  ask,
  type Place,
  type PlainOutcome,
  type PlainRecorders,
  type PlainTools,
  placeOf,
} from './tools.ts';

function check(
  place: Place | undefined,
  tools: PlainTools,
  condition: (column: string) => string,
): PlainOutcome {
  if (!place) return undefined;
  if (!isText(place.column.type))
    return ask(tools, `${place.at} is ${place.column.type}, which is no text. Which column is meant?`);
  return addCheck(place.table, condition(ident(place.column.name)), tools);
}

/** Rules for the characters of a text. An empty text has none that are forbidden. */
export const characterRecorders: PlainRecorders<typeof characterForms> = {
  onlyCharacters({ field, charset = [] }, tools) {
    if (charset.length === 0) return 'other';
    // In a bracket a minus sign stands last.
    const inside = [...new Set(charset.map((one) => one.inside))].sort(
      (a, b) => Number(a === '-') - Number(b === '-'),
    );
    for (const note of new Set(charset.flatMap((one) => one.note ?? []))) tools.draft.notes.push(note);
    return check(
      placeOf(field, tools),
      tools,
      (column) => `${column} ~ ${literal(`^[${inside.join('')}]*$`)}`,
    );
  },
  noCharacters({ field, forbidden }, tools) {
    if (forbidden === undefined) return 'other';
    return check(placeOf(field, tools), tools, (column) => `${column} !~ ${literal(forbidden)}`);
  },
  beginsOrEnds({ field, edge, affix }, tools) {
    if (affix === undefined || affix === '') return 'other';
    const length = [...affix].length;
    return check(placeOf(field, tools), tools, (column) =>
      edge === 'start'
        ? `starts_with(${column}, ${literal(affix)})`
        : `right(${column}, ${length}) = ${literal(affix)}`,
    );
  },
};
