import { dropListedValues } from './enum-checks.ts';
import { at } from './outcome.ts';
import { type Builders, isAdded, placed } from './rule.ts';
import { textLength } from './text-length.ts';

const whole = ['smallint', 'integer', 'bigint'];
const isNumber = (type: string): boolean =>
  whole.includes(type) || /^(?:numeric|real|double precision)\b/.test(type);
const length = (type: string): number => Number(/^character varying\((\d+)\)$/.exec(type)?.[1] ?? Infinity);
const isText = (type: string): boolean => /^(?:text$|character varying|citext$)/.test(type);
const isMoment = (type: string): boolean => /^timestamp/.test(type);

/** Every value of the one type is one of the other. */
function holds(from: string, to: string): boolean {
  if (to === 'text') return !from.endsWith(']');
  if (isText(from) && isText(to)) return length(to) >= length(from);
  if (whole.includes(from)) return whole.indexOf(to) > whole.indexOf(from) || to === 'numeric';
  return (from === 'json' && to === 'jsonb') || (from === 'date' && isMoment(to));
}

/**
 * Most values, or all, are no value of the other type as they stand: what becomes of the rest only the requester
 * knows. `timestamptz` to `date` loses the time of nearly every row; to a list or document there are many ways.
 */
function needsRule(from: string, to: string, toEnum: boolean): boolean {
  if (from.endsWith(']') || to.endsWith(']')) return true;
  if (isText(from))
    return !(isText(to) || isNumber(to) || toEnum || /^(?:uuid|jsonb?|boolean|date|timestamp)/.test(to));
  if (isNumber(from)) return !(isNumber(to) || isText(to));
  if (isMoment(from)) return !(isMoment(to) || isText(to));
  return !isText(to);
}

/** The operation counts the values that are none of the new type before it changes one; the old column stays. */
export const changeType: Builders['changeType'] = (rule, build) => {
  if (isAdded(rule, build)) return;
  const { names, catalog, draft } = build;
  const found = placed(rule, build);
  const now = found && names.catalogColumn(found.target, found.column)?.type;
  if (!found || now === undefined) return;
  const { target, column } = found;
  const place = `${target.name}.${column}`;
  if (now === 'text' && rule.length !== undefined) {
    textLength(target, column, rule.length, build);
    return;
  }
  if (now === rule.type) {
    names.fulfilled.push(`${place} is ${now} already`);
    return;
  }
  for (const note of rule.notes) names.assume(`${place}: ${note}`);
  const safe = holds(now, rule.type);
  const made = draft.rules.flatMap((one) =>
    one.kind === 'createEnum' && rule.type === `public.${names.newName(one.name)}` ? [one.labels] : [],
  )[0];
  const toEnum =
    made !== undefined ||
    catalog.enums.some(({ schema, name }) => rule.type === name || rule.type === `${schema}.${name}`);
  if (!safe && needsRule(now, rule.type, toEnum)) {
    names.ask(
      `How shall the values of ${place} (${now}) become ${rule.type}? Most are none as they stand, and changing them can lose something.`,
    );
    return;
  }
  if (
    isMoment(now) !== isMoment(rule.type)
      ? false
      : now.includes('with time') !== rule.type.includes('with time')
  )
    names.assume(`times of ${place} are taken as UTC`);
  else if (!safe)
    names.assume(`every value of ${place} is one of ${rule.type}; this is checked before anything changes`);
  // The two columns are kept equal, so that each write has to fit both; a whole number with more room need not,
  // unless somebody reads the old one.
  const isRead = (target.is?.dependents ?? []).some(
    (one) => one.column === column && one.kind !== 'foreign key',
  );
  if (isNumber(now) && !(safe && whole.includes(rule.type) && !isRead))
    names.assume(
      `until a later migration drops the old column of ${place}, a value that is none of ${now} is refused`,
    );
  const known = made ?? catalog.enums.find(({ schema, name }) => rule.type === `${schema}.${name}`)?.labels;
  if (isText(now) && known) dropListedValues(found, known, build);
  build.operations.push({ op: 'alter_type', ...at(target), column, type: rule.type });
};
