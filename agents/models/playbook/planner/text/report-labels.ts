import { phrases } from '../lexicon/phrases.ts';
import { fold } from './tokens.ts';

/** In front of a line or a list of a report: what was done, or what happened. */
const told: ReadonlySet<string> = new Set(
  phrases(`steps to reproduce | steps to reproduce it | steps to repro | how to reproduce | to reproduce | reproduction | reproduction steps | repro | repro steps | reproduce |
    actual | actual behaviour | actual behavior | actual result | actual results | actually | observed | observed behaviour | observed behavior |
    current behaviour | current behavior | what happens | what happened | what happens now | environment | browser | stack trace | stacktrace | error log | logs |
    reported by | affected versions | first seen | what not to do | what to avoid | not to do | things to avoid | out of scope | not in scope`),
);
/** The same where the text is a report; elsewhere they are the steps of the work. */
const toldOfReport: ReadonlySet<string> = new Set(['steps', 'scenario']);
const reports =
  /\bbugs?\b|\brepro(?:duc\w*)?\b|\bactual(?: result| behaviou?r)?:|\bexpected(?: result| behaviou?r)?:|\bobserved\b|\berrors?\b|\bexception\b|\bremains?\b|\bfails?\b|\bcrash\w*\b/i;
/** Behind these stands how it shall be. */
const wished =
  /^(?:expected|expected behaviou?r|expected results?|what (?:i|we) expect(?:ed)?|desired behaviou?r):\s+(?=\S+ \S)/i;

const label = /^(\p{Lu}[\p{L} ]{2,28}):(?:\s+|$)/u;

/** `Actual: …. Expected: …`: each by itself. */
export const labelledParts = (text: string): readonly string[] =>
  text.split(
    /(?<=[.!?;]\s+)(?=(?:Actual|Observed|Expected|Desired|Proposed|Suggested|Proposal|Fix|Solution)(?: \p{Ll}+)?:\s)/u,
  );

/** The words before the colon where they say that the line, or the list below, only tells; '' for none. */
export function toldLabel(text: string, whole: string): string {
  const said = fold(label.exec(text)?.[1] ?? '').trim();
  if (said === '') return '';
  return told.has(said) || (toldOfReport.has(said) && reports.test(whole)) ? said : '';
}

/** `Expected: score must be …`: the statement alone. */
export const withoutWishLabel = (text: string): string => text.replace(wished, '');

const wishedSection = /\b(?:expected|desired|wanted|target)\b/;
const hasIt = /^(?:that )?((?:the )?[\w`.]+(?: table)?) (?:has|have|contains)(?= (?:an?|the|two|three|\d) )/i;
/** Under `Expected behavior`, what a table has is what it shall have. */
export const asWished = (text: string, section: string): string =>
  wishedSection.test(section) ? text.replace(hasIt, '$1 should have') : text;

const isBug = /^\W*(?:\[?bug(?: report)?\b|\[?defect\b)/i;
/** `[Bug] score can be negative`: what goes wrong, and no order. */
export const isSymptom = (title: string): boolean =>
  isBug.test(title) &&
  /\b(?:can|could|may|might) (?:still |also |sometimes |currently )?(?:be|have|get|become|contain|end up|go)\b/i.test(
    title,
  );
