const prompt = /^\s*[\w-]+ ?(?:= ?[#>]|-[#>]) ?(?=\S)/;

/** A statement behind the prompt of psql: what somebody did, elsewhere. */
export const typedIn = (text: string): string | undefined =>
  prompt.test(text) ? text.replace(prompt, '').replace(/;?\s*$/, '') : undefined;
/** What psql answers to a statement. */
const tag =
  /^\s*(?:(?:ALTER|CREATE|DROP|COMMENT|GRANT|REVOKE|TRUNCATE)(?: (?:TABLE|INDEX|TYPE|VIEW|SCHEMA|SEQUENCE|FUNCTION|TRIGGER|EXTENSION|DOMAIN|POLICY))?|(?:UPDATE|DELETE|INSERT 0) \d+|BEGIN|COMMIT)\s*$/;

/** What somebody typed into psql, `shop=# alter table …`, without what psql said to it. */
export function withoutAnswers(body: string): string {
  const lines = body.split('\n');
  return lines.some((line) => prompt.test(line)) ? lines.filter((line) => !tag.test(line)).join('\n') : body;
}
