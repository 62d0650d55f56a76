import { bare, nameIn, valueIn } from './bare.ts';
import { choiceOf } from './choice.ts';
import { isAssent } from './left-out.ts';

export interface Statement {
  /** A name of the request, and the one that it means. */
  readonly meant?: readonly [string, string];
  /** Only where the request says it but once: a value, and no name. */
  readonly once?: true;
  /** What the answer says, with what it is about. */
  readonly says?: string;
}

const unknownName = [
  /^There is no (?:table|role|schema|trigger) "(?<from>.+?)"/,
  /^\S+ has no column "(?<from>.+?)"(?: exactly)?\./,
  /^No table has a column "(?<from>.+?)"\./,
  /^The (?:enum \S+|new table \S+) has no (?:value|column) "(?<from>.+?)"/,
];
const offered = / Is (".+") meant\?$/;
const oneType = /^Which type should (\S+\.\S+) have\?/;
const types = /^Which types should the columns (.+) of (\S+) have\?/;
const rowsGet = /^(\S+) shall be required\. Which value do the rows get that exist already\?$/;
const values = /^Which values may (\S+) have\?$/;
const eitherHolds = /: ([^:]+?) and ([^:]+?)\. Which holds\?$/;
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const whichTable = /^Which table (?:gets|has|is meant)\b/;

/** An answer that is complete only with its question. Undefined where it is read as it stands. */
export function statementOf(question: string, answer: string): Statement | undefined {
  for (const form of unknownName) {
    const from = form.exec(question)?.groups?.from;
    if (from === undefined) continue;
    // `headline means title`
    const told = /^["'`]?(.+?)["'`]? (?:means|is|refers to|stands for|should be|=|->|→) (.+)$/i.exec(
      answer.trim(),
    );
    const named = told?.[1]?.toLowerCase() === from.toLowerCase() ? nameIn(told[2] ?? '') : undefined;
    if (named !== undefined) return { meant: [from, named] };
    const choices = [...(offered.exec(question)?.[1] ?? '').matchAll(/"(.+?)"/g)].map(
      (match) => match[1] ?? '',
    );
    const [only, ...others] = choices;
    const to =
      isAssent(answer) && others.length === 0 ? only : nameIn(answer.replace(/^yes[,:]?\s+(?=\S)/i, ''));
    return to === undefined || to === '' ? undefined : { meant: [from, to] };
  }
  const place = oneType.exec(question)?.[1];
  if (place !== undefined) return { says: `${place}: ${bare(answer)}` };
  const [, listed, table] = types.exec(question) ?? [];
  if (listed !== undefined && table !== undefined) {
    const columns = listed.split(/, | and /);
    const said = bare(answer).split(/\s*(?:,|;|\band\b)\s*/);
    if (said.length !== 1 && said.length !== columns.length) return undefined;
    return { says: columns.map((column, at) => `${table}.${column}: ${said[at] ?? said[0]}`).join('\n\n') };
  }
  const required = rowsGet.exec(question)?.[1];
  if (required !== undefined) return { says: `Existing rows get ${valueIn(answer)}.` };
  const limited = values.exec(question)?.[1];
  if (limited !== undefined) return { says: `${limited}: one of ${bare(answer)}` };
  const [, one = '', other = ''] = eitherHolds.exec(question) ?? [];
  if (one !== '') {
    const has = (value: string): boolean =>
      new RegExp(`(?<![\\w.])${literal(value)}(?![\\w.])`, 'i').test(answer);
    if (has(one) !== has(other)) return { meant: has(one) ? [other, one] : [one, other], once: true };
  }
  const choice = choiceOf(question, answer);
  if (choice !== undefined) return { says: choice };
  const name = whichTable.test(question) ? nameIn(answer) : undefined;
  return name === undefined ? undefined : { says: `The table is ${name}.` };
}
