import { describeOperation } from '../../../../../postgres/operations/index.ts';
import type { PlannerDecision } from '../decision.ts';
import type { Text } from '../languages/language.ts';
import { doubtOf, isNothingRead } from '../questions.ts';
import { isDenial, isTakenBack } from './left-out.ts';
import { nothingSettled, type Round, type Settled } from './round.ts';
import { type Heard, hear } from './settle.ts';

type Plan = (request: Text, settled: Settled) => PlannerDecision;

/**
 * Plans a request with what was asked about it and answered. Each answer is heard where its questions were asked:
 * the request is read anew as it was then.
 */
export function converse(
  request: Text,
  rounds: readonly Round[],
  isColumn: (name: string) => boolean,
  plan: Plan,
): PlannerDecision {
  let heard: Heard = { settled: nothingSettled, said: [], meant: new Map() };
  const read = ({ settled, said, meant }: Heard): PlannerDecision =>
    plan(withAnswers(request, said, meant), settled);
  for (const round of rounds) {
    const decision = read(heard);
    if (decision.decision !== 'clarify') return told(decision, heard);
    const { questions, keys = questions, hazards } = decision;
    if (isTakenBack(round.answer))
      return {
        decision: 'no_schema_change',
        reason: `the request was taken back: "${round.answer.trim()}"`,
        hazards,
      };
    const unsettled = questions.find((question) => doubtOf(question) !== undefined);
    if (unsettled !== undefined && round.questions.includes(unsettled) && isDenial(round.answer))
      return {
        decision: 'no_schema_change',
        reason: `it is not settled: ${doubtOf(unsettled)}`,
        hazards,
      };
    const now = heard;
    const without = (sentence: string): Heard => ({
      ...now,
      settled: { ...now.settled, withdrawn: [...now.settled.withdrawn, sentence] },
    });
    const saying = (one: Heard, text: string): Heard => ({ ...one, said: [...one.said, text] });
    const readAs = (one: Heard): string => changes(read(one));
    const effects = {
      orders: (text: string) => readAs(saying(now, text)) !== changes(decision),
      replaces: (sentence: string, text: string) =>
        readAs(saying(without(sentence), text)) !== readAs(without(sentence)),
      isNeeded: (sentence: string) => readAs(without(sentence)) !== changes(decision),
      isOnce: (value: string) =>
        [...`${request.title}\n${request.body}`.matchAll(wholeWord(value))].length === 1,
      isColumn,
    };
    const open = questions.map((question, at) => ({ question, key: keys[at] ?? question }));
    heard = hear(heard, open, round, effects);
  }
  const last = read(heard);
  const settled = heard.settled.leftOut.size + heard.settled.withdrawn.length > 0;
  const nothing = last.decision === 'clarify' && last.understood.length === 0 && settled && rounds.length > 0;
  const answer = rounds.at(-1)?.answer.trim() ?? '';
  if (nothing && last.questions.every(isNothingRead))
    return {
      decision: 'no_schema_change',
      reason: `nothing is left to change: "${answer}"`,
      hazards: last.hazards,
    };
  return told(last, heard);
}

/** What a decision plans, or has understood so far. */
const changes = (decision: PlannerDecision): string =>
  JSON.stringify(
    decision.decision === 'change'
      ? decision.operations.map(describeOperation)
      : decision.decision === 'clarify'
        ? decision.understood
        : [],
  );

function wholeWord(text: string): RegExp {
  const whole = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ _]/g, '[ _]');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${whole}(?![\\p{L}\\p{N}_])`, 'giu');
}

function withAnswers(
  { title, body }: Text,
  said: readonly string[],
  meant: ReadonlyMap<string, string>,
): Text {
  const named = (text: string): string => {
    let now = text;
    for (const [from, to] of meant) {
      now = now.replace(wholeWord(from), () => to);
    }
    return now;
  };
  return { title: named(title), body: [named(body), ...said].join('\n\n') };
}

function told(decision: PlannerDecision, { said, meant }: Heard): PlannerDecision {
  if (decision.decision !== 'change') return decision;
  const assumptions = [...meant].map(([from, to]) => `"${from}" means ${to}, as was answered`);
  return {
    ...decision,
    assumptions: [...assumptions, ...decision.assumptions],
    // `The table is tasks.` was heard: it is no part of the request.
    notUnderstood: decision.notUnderstood.filter((part) => !said.includes(`${part}.`)),
  };
}
