/* Open points as the questions that a person is asked. */

const longest = 160;

/** The words of the request, not more of them than one reads at a glance. */
export const cited = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;

/** What of the request nobody understood, and where it stands. */
export function notUnderstood(part: string, sentence: string | undefined): string {
  const within =
    sentence === undefined || sentence.length - part.length < 3 ? '' : ` in "${cited(sentence)}"`;
  return `I did not understand${within === '' ? ':' : ''} "${cited(part)}"${within}. Which change of which table is meant?`;
}

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
