import type { ReadingContext } from '../../grammar/slots/context.ts';
import type { Exhibit, Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';
import { isModelOrdered } from '../models/ordered.ts';

/* Whoever reports a fault of a program shows it with tables that he makes for that: no request of them. */

/** Where code names a table. */
const naming =
  /\b(?:create\s+table(?:\s+if\s+not\s+exists)?|alter\s+table|insert\s+into|delete\s+from|from|join|update)\s+["'`[]?(\w+)|\b(?:pgTable|mysqlTable|sqliteTable|create_table|createTable|Schema::(?:create|table)|add_column|addColumn|change_table)\s*\(?\s*["'`:](\w+)|\b(?:tableName|__tablename__)\s*[:=]\s*["'`](\w+)/gi;
const creating = /\bcreate\s+(?:temp(?:orary)?\s+)?table\b/i;
/** A prompt, a query, what the server said. */
const session =
  /^\s*(?:\w+=[#>*]|(?:mysql|sqlite|postgres|psql|sql|tarantool|\w*memory d)\s*>|memory D\b)|^\s*(?:select|delete\s+from|explain)\b|\berror\b.*:|^\s*\[?\d+ rows?\b|\b\d+ rows? affected\b/im;

const fault =
  /\b(?:bugs?|errors?|exceptions?|crash(?:es|ed)?|fail(?:s|ed|ing|ure)?|can(?:not|'t)|unable|broken|breaks?|(?:un|not )supported|parsers?|parsing|formatters?|linters?|dialects?|dumps?|regression|unexpected(?:ly)?|wrong(?:ly)?|incorrect(?:ly)?|inappropriate(?:ly)?|not (?:working|respected|honou?red|applied|preventing|enforced|detected)|(?:does|do|is|are|did)(?: not|n't) \w+|ignor(?:es|ed|ing)|missing after|lost|instead of)\b/i;

/** `-- Flagged`: what a check of code finds. */
const judged =
  /(?:--|\/\/|#)\s*(?:flagged|not flagged|bad|good|unsafe|safe|wrong|correct|incorrect|violation|violates|ok|okay|fails?|passes|throws|error)\b/i;

const isBug = /^\W*bugs?\b/i;
/** Tables that code names, none of which the schema has. */
function isForeign(code: string, { names }: ReadingContext): boolean {
  const found = [...code.matchAll(naming)].flatMap(([, ...groups]) => groups.find(Boolean) ?? []);
  return found.length > 0 && found.every((name) => names.knownTable(name) === undefined);
}

/** The code that shows how a program behaves: on tables which are not of this schema, or with what it says of them. */
export function demonstrations(
  written: string,
  sentences: readonly Sentence[],
  exhibits: readonly Exhibit[],
  context: ReadingContext,
): ReadonlySet<Exhibit> {
  const title = sentences.find(({ from }) => from === 'title');
  const reported = isBug.test(written) || (title !== undefined && fault.test(textOf(title.tokens)));
  const shown = exhibits.filter((exhibit) => {
    if (exhibit.content.kind !== 'code') return false;
    if (judged.test(exhibit.content.text)) return true;
    if (!isForeign(exhibit.content.text, context)) return false;
    const above = sentences.findLast(({ block }) => block < exhibit.block);
    if (isModelOrdered(undefined, above)) return false;
    return reported || (creating.test(exhibit.content.text) && session.test(exhibit.content.text));
  });
  return new Set(shown);
}
