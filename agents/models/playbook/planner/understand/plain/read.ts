import { formTable } from '../../grammar/form-table.ts';
import { arrowForms } from '../../grammar/forms/plain/arrows.ts';
import { characterForms } from '../../grammar/forms/plain/characters.ts';
import { conditionForms } from '../../grammar/forms/plain/conditions.ts';
import { ellipticForms } from '../../grammar/forms/plain/elliptic.ts';
import { indexForms } from '../../grammar/forms/plain/indexes.ts';
import { plainKeyForms } from '../../grammar/forms/plain/keys.ts';
import { relationForms } from '../../grammar/forms/plain/relations.ts';
import { plainRowForms } from '../../grammar/forms/plain/rows.ts';
import { plainRuleForms } from '../../grammar/forms/plain/rules.ts';
import { shorthandForms } from '../../grammar/forms/plain/shorthand.ts';
import { vagueForms } from '../../grammar/forms/plain/vague.ts';
import { valueForms } from '../../grammar/forms/plain/values.ts';
import { wantForms } from '../../grammar/forms/plain/wants.ts';
import { matchAt } from '../../grammar/match.ts';
import { slots } from '../../grammar/slots/slots.ts';
import { leads, plainJoints, strongJoints, trails } from '../../lexicon/plain.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { words } from '../../lexicon/words.ts';
import { Phrases } from '../../text/phrases.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { arrowRecorders } from './arrows.ts';
import { characterRecorders } from './characters.ts';
import { conditionRecorders } from './conditions.ts';
import { ellipticRecorders } from './elliptic.ts';
import { indexRecorders } from './indexes.ts';
import { keyRecorders } from './keys.ts';
import { isColumn } from './new-column.ts';
import { relationRecorders } from './relations.ts';
import { plainRowRecorders } from './rows.ts';
import { plainRuleRecorders } from './rules.ts';
import { shorthandRecorders } from './shorthand.ts';
import type { PlainOutcome, PlainRecorder, PlainSlots, PlainTools } from './tools.ts';
import { vagueRecorders } from './vague.ts';
import { valueRecorders } from './values.ts';
import { wantRecorders } from './wants.ts';

/** The order decides where two forms fit one sentence: the special before the general. */
const { compare, clock, ...ruleForms } = plainRuleForms;
const { everyColumn, ...otherWants } = wantForms;
export const plainForms = {
  compare,
  clock,
  everyColumn,
  ...characterForms,
  ...conditionForms,
  ...shorthandForms,
  ...plainRowForms,
  ...valueForms,
  ...indexForms,
  ...plainKeyForms,
  ...relationForms,
  ...ruleForms,
  ...vagueForms,
  ...otherWants,
  ...arrowForms,
  ...ellipticForms,
} as const;
type PlainKind = keyof typeof plainForms;

const recorders: Readonly<Record<PlainKind, PlainRecorder>> = {
  ...arrowRecorders,
  ...characterRecorders,
  ...conditionRecorders,
  ...shorthandRecorders,
  ...plainRowRecorders,
  ...valueRecorders,
  ...indexRecorders,
  ...keyRecorders,
  ...vagueRecorders,
  ...relationRecorders,
  ...plainRuleRecorders,
  ...wantRecorders,
  ...ellipticRecorders,
};
const table = formTable<PlainKind>(plainForms);
const leading = new Phrases(leads);
const trailing = new Phrases(trails);

/** Told of how things are as often as asked for: read in a short text alone. */
const stated: ReadonlySet<PlainKind> = new Set<PlainKind>([
  'act',
  'many',
  'follow',
  'assign',
  'own',
  'mark',
  'moment',
  'actor',
  'history',
  'slowLookups',
  'searchable',
  'asked',
  'darkMode',
  'choice',
  'nesting',
  'server',
  'cleanUp',
  'deleteRows',
  'faster',
  'unusedIndexes',
  'duplicates',
  'wantColumns',
  'rowThing',
  'wantRequired',
  'measured',
  'wantValues',
  'once',
  'tableOfColumns',
  'doToAll',
  'raise',
  'staffRows',
  'ownRows',
  'requiredParent',
  'savedWithout',
]);

/** Looked for where nothing else was read: `required` stands in lists of new columns, too. */
const last: ReadonlySet<PlainKind> = new Set<PlainKind>([
  'typeArrow',
  'goneArrow',
  'factsArrow',
  'keyArrow',
  'valueArrow',
  'renameArrow',
  'tableArrow',
  'tablesLeft',
  'uniqueOfTable',
  'indexOfTable',
  'commentOfTable',
  'newColumns',
  'placeOfValue',
  'noDefaultLeft',
  'standardLeft',
  'factsOfIt',
  'typeOfIt',
  'lengthOfIt',
  'fillOfIt',
  'keyOfIt',
  'indexOfIt',
  'dropOfIt',
  'dropThem',
  'commentOfIt',
  'renameOfIt',
]);

export interface PlainLimits {
  readonly asks: boolean;
  /** The sentence says that it is for another day. */
  readonly later: boolean;
  readonly short: boolean;
  /** Nothing else reads the sentence. */
  readonly last?: boolean;
}
interface Fit {
  readonly kind: PlainKind;
  readonly slots: PlainSlots;
}

function behindLead(tokens: readonly Token[]): number {
  let start = 0;
  for (let length = 1; length > 0; start += length) length = leading.lengthAt(tokens, start);
  return start;
}

/** `… in the database as well, please` */
function beforeTrails(tokens: readonly Token[], start: number): number {
  let end = tokens.length;
  for (let at = start + 1; at < end; at += 1) {
    if (trailing.lengthAt(tokens, at) !== end - at) continue;
    end = at;
    at = start;
  }
  return end;
}

/** Every form that fits the whole of the tokens, between a greeting and a thank you. */
function fitsOf(tools: PlainTools, { asks, later, short, last: alone = false }: PlainLimits): readonly Fit[] {
  const { tokens, context } = tools;
  const start = behindLead(tokens);
  const end = beforeTrails(tokens, start);
  return [...new Set([start, 0])].flatMap((from) =>
    table.at(tokens, from).flatMap((form) => {
      const { kind, pattern } = form;
      // Of a question only its answer is wanted, but for `Can you …?`; `… not in the future` is not for later.
      const closed = (asks && from === 0 && kind !== 'asked') || (later && kind !== 'clock');
      if (closed || (!short && stated.has(kind)) || (!alone && last.has(kind))) return [];
      const match = matchAt(pattern, tokens, from, slots, context, end);
      if (!match) return [];
      const found = match.captures as PlainSlots;
      const named = (found.columns ?? []).every((column) => isColumn(column, tools));
      return named ? [{ kind, slots: found }] : [];
    }),
  );
}

const joints = new Phrases(plainJoints);

/** A line that begins with a capital letter below another one, which ends without a dot; in `Client Portal` none does. */
const beginsLine = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.kind === 'word' &&
  /^\p{Lu}\p{Ll}/u.test(tokens[at]?.text ?? '') &&
  !/^\p{Lu}/u.test(tokens[at - 1]?.text ?? '');

/** The parts of a sentence each of which is a request of its own; undefined where one of them is none. */
function partsOf(tools: PlainTools, limits: PlainLimits): readonly (readonly Fit[])[] | undefined {
  const { tokens } = tools;
  const whole = fitsOf(tools, limits);
  if (whole.length > 0) return [whole];
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const length = joints.lengthAt(tokens, at);
    if (length === 0 && !beginsLine(tokens, at)) continue;
    const first = fitsOf({ ...tools, tokens: tokens.slice(0, at) }, limits);
    const others = first.length > 0 && partsOf({ ...tools, tokens: tokens.slice(at + length) }, limits);
    if (others) return [first, ...others];
  }
  return undefined;
}

/**
 * A sentence of which every word is read: `Usernames must be unique regardless of case`. Undefined where no form
 * fits the whole of it; what fits a part is left to the requests inside a sentence.
 */
export function readPlain(
  tools: PlainTools,
  limits: PlainLimits,
): readonly Exclude<PlainOutcome, 'other'>[] | undefined {
  const parts = partsOf(tools, limits);
  const outcomes: Exclude<PlainOutcome, 'other'>[] = [];
  for (const fits of parts ?? []) {
    let outcome: PlainOutcome = 'other';
    for (const fit of fits) {
      outcome = recorders[fit.kind](fit.slots, tools);
      if (outcome !== 'other') break;
    }
    if (outcome === 'other') {
      if (parts?.length === 1) return undefined;
      tools.draft.questions.push(`How is each part of "${textOf(tools.tokens)}" meant?`);
    } else outcomes.push(outcome);
  }
  return parts && outcomes;
}

const strong = new Phrases(strongJoints);

/** The tokens between words behind which something else begins, where one of the parts is a request in plain words. */
export function plainSegments(tools: PlainTools, limits: PlainLimits): readonly (readonly Token[])[] {
  const { tokens } = tools;
  const segments: (readonly Token[])[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const length = strong.lengthAt(tokens, at);
    if (length === 0) continue;
    segments.push(tokens.slice(from, at));
    from = at + length;
    at = from - 1;
  }
  segments.push(tokens.slice(from));
  const said = segments.filter((segment) => segment.length > 0);
  const fits = said.some((part) => partsOf({ ...tools, tokens: part }, limits) !== undefined);
  return said.length > 1 && fits ? said : [];
}

/**
 * Where a sentence of several requests can be cut so that what is before or behind is one in plain words; `rest`
 * is left to the forms that read requests inside a sentence.
 */
export function cutPlain(
  tools: PlainTools,
  limits: PlainLimits,
  /** Whether tokens hold a request; with a place, one that begins no later. */
  isRequest: (tokens: readonly Token[], at: number) => boolean,
):
  | { readonly plain: readonly Token[]; readonly rest: readonly Token[]; readonly first: boolean }
  | undefined {
  const { tokens } = tools;
  const fits = (part: readonly Token[]) => partsOf({ ...tools, tokens: part }, limits) !== undefined;
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const length = joints.lengthAt(tokens, at);
    const line = length === 0 && beginsLine(tokens, at);
    if (length === 0 && !line) continue;
    const [before, behind] = [tokens.slice(0, at), tokens.slice(at + length)];
    if ((line || isRequest(behind, headOf(behind, tools))) && fits(before))
      return { plain: before, rest: behind, first: true };
    if ((line || isRequest(before, -1)) && ofOneTable(partsOf({ ...tools, tokens: behind }, limits)))
      return { plain: behind, rest: before, first: false };
  }
  return undefined;
}

/** `… to tasks and profiles and tasks need …`: nobody can tell where the tables of the second request begin. */
const ofOneTable = (parts: readonly (readonly Fit[])[] | undefined): boolean =>
  parts !== undefined && (parts[0] ?? []).every(({ slots: { entities } }) => (entities?.length ?? 1) < 2);

export const fitsPlain = (tools: PlainTools, limits: PlainLimits): boolean =>
  partsOf(tools, limits) !== undefined;

/** Where a request begins: behind `please`, or behind `in user_progress,`. */
function headOf(tokens: readonly Token[], { context }: PlainTools): number {
  const start = behindLead(tokens);
  const [lead, place, comma] = tokens.slice(start, start + 3);
  const placed =
    /^(?:in|on|for)$/.test(lead?.low ?? '') && context.names.knownTable(place?.text ?? '') !== undefined;
  return placed ? start + (comma?.text === ',' ? 3 : 2) : start;
}

/** `… and create a view x as select …`: what is in front of a statement is another request. */
export function statementBehind(
  tokens: readonly Token[],
  isStatement: (text: string) => boolean,
): { readonly before: readonly Token[]; readonly behind: readonly Token[] } | undefined {
  for (let at = 3; at < tokens.length - 3; at += 1) {
    const length = joints.lengthAt(tokens, at);
    const behind = tokens.slice(at + length);
    if (length > 0 && isStatement(textOf(behind))) return { before: tokens.slice(0, at), behind };
  }
  return undefined;
}

/** Without the words that join it to its neighbours. */
export function withoutJoints(tokens: readonly Token[]): readonly Token[] {
  let from = 0;
  for (let length = 1; length > 0; from += length) length = joints.lengthAt(tokens, from);
  let to = tokens.length;
  for (let at = from + 1; at < to; at += 1) if (joints.lengthAt(tokens, at) === to - at) to = at;
  return tokens.slice(from, to);
}

/** A request in words that a longer text has for how things are, too: `Tasks need a due date`. */
export function isStated(tools: PlainTools, limits: PlainLimits): boolean {
  const ordered =
    tools.tokens.some(({ low }) => orderly.has(low)) ||
    verbs.startsAt(tools.tokens, behindLead(tools.tokens));
  return ordered && !limits.short && fitsOf(tools, { ...limits, short: true }).length > 0;
}
const orderly: ReadonlySet<string> = new Set('must should need needs mandatory required'.split(' '));
const verbs = new Phrases([...changeVerbs, ...words.record, ...words.speedup]);
