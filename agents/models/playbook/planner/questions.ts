/* Open points as the questions that a person is asked. */

const longest = 160;

/** The words of the request, not more of them than one reads at a glance. */
export const cited = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;

/** `Once the app ships, drop …`: a migration waits for nothing. */
const conditional =
  /^(?:once|after|as soon as|when|whenever|until|if|in case|for \w+ only)\b[^,:]{2,80}[,:] ?\S/i;

/** What of the request nobody understood, and where it stands. `near` are the tables that it names. */
export function notUnderstood(part: string, sentence: string | undefined, near: string): string {
  const within = placeOf(part, sentence);
  const what =
    within === '' && conditional.test(part)
      ? 'It waits for something, and a migration cannot. What shall be done now?'
      : near === ''
        ? 'Which change of which table is meant?'
        : `What shall change in ${near}, in other words?`;
  return `I did not understand${within === '' ? ':' : ''} "${cited(part)}"${within}. ${what} Or say: leave it out.`;
}

/** The same of a limit, or a rule whose column is not clear: to leave it out would be another change. */
export function limitNotUnderstood(part: string, sentence: string | undefined): string {
  const within = placeOf(part, sentence);
  return within === ''
    ? `I did not understand: "${cited(part)}". It changes what is asked for before it. Is that meant without it, or shall all of it be asked anew?`
    : `I did not understand "${cited(part)}"${within}. Without it that is another change. How is the whole sentence meant, or is it meant without it?`;
}

const placeOf = (part: string, sentence: string | undefined): string =>
  sentence === undefined || sentence.length - part.length < 3 ? '' : ` in "${cited(sentence)}"`;

const aboutPart =
  /^I did not understand:? "(?<part>.*?)"(?: in "(?<sentence>.*)")?\. (?<rest>Which change of which table is meant\?|What shall change in |It waits for something|Without it that is|It changes what is asked)/s;

/** What such a question is about. */
export interface AskedPart {
  readonly part: string;
  /** Where it stands, if that is short enough to be told whole. */
  readonly sentence: string | undefined;
  readonly isLimit: boolean;
}

export function partOf(question: string): AskedPart | undefined {
  const { part, sentence, rest } = aboutPart.exec(question)?.groups ?? {};
  if (part === undefined) return undefined;
  return {
    part,
    sentence: sentence?.endsWith('…') ? undefined : sentence,
    isLimit: /^(?:Without|It changes)/.test(rest ?? ''),
  };
}

/** What a person wrote as a wish that may still change. */
export const doubted = (sentence: string): string => `Is this settled: "${cited(sentence)}"?`;
export const doubtOf = (question: string): string | undefined =>
  /^Is this settled: "(.*)"\?$/s.exec(question)?.[1];

/** Nothing was read at all. `near` are the tables that the request speaks of. */
export function nothingRead(title: string, near: string): string {
  const change = 'a column, a type, a rule, an index';
  return near === ''
    ? `I did not understand "${cited(title)}" as a change of a table. Which table is meant, and what shall change there: ${change}?`
    : `I did not understand what shall change in ${near}: ${change}? The request says "${cited(title)}".`;
}
export const isNothingRead = (question: string): boolean =>
  /^I did not understand (?:what shall change in |".*" as a change of a table\.)/s.test(question);

const typeOf = /^Which type should (\S+)\.(\S+) have\?$/;

/** One question for the types of all columns of a table, as a person would ask. */
export function joined(questions: readonly string[]): readonly string[] {
  const byTable = new Map<string, string[]>();
  for (const question of questions) {
    const [, table, column] = typeOf.exec(question) ?? [];
    if (table !== undefined && column !== undefined)
      byTable.set(table, [...(byTable.get(table) ?? []), column]);
  }
  const kept: string[] = [];
  for (const question of questions) {
    const [, table = ''] = typeOf.exec(question) ?? [];
    const columns = byTable.get(table) ?? [];
    const said =
      columns.length < 2
        ? question
        : `Which types should the columns ${columns.slice(0, -1).join(', ')} and ${columns.at(-1)} of ${table} have?`;
    if (!kept.includes(said)) kept.push(said);
  }
  return kept;
}
