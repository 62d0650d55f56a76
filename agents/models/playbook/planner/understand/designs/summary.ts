import { nameKey } from '../../resolve/words.ts';
import type { ReaderState } from '../reader-state.ts';

/* `Implement the core table used across …` beside a table whose columns stand below: what they are for. */

const verbs =
  'implement|create|add|define|design|build|introduce|set up|make|include|write|draft|prepare|generate|definir|crear|disenar|diseñar|implementar|criar|creer|créer|erstelle';
const nouns =
  'tables?|models?|schemas?|entit(?:y|ies)|database|tags?|migrations?|relationships?|foreign keys?(?: constraints?)?|tablas?|tabelas?|modelos?|entidades?|relaciones|relacoes|tabellen';
const summary = new RegExp(
  `^(?:we need to |please )?(?:${verbs})\\b(?: [^\\s,;]+,?){0,9}? (?:${nouns})\\b`,
  'i',
);
/** `store user-related information`, behind the name of the table. */
const purpose = /^(?:to )?(?:store|save|track|hold|keep|record|manage|log|persist)\b/i;
const several =
  /\b(?:tables|models|schemas|entities|relationships|tablas|tabelas|modelos|entidades|tabellen)\b/i;
const changes =
  /\b(?:drop|delete|remove|rename|columns?|fields?|index(?:es)?|unique|default|null|in (?:the )?schema|alter|existing|move|copy)\b/i;

/** What nobody read and only sums up the tables that the text designs is left alone. */
export function leaveTableSummaries({ draft, found, context }: ReaderState): void {
  const designed = draft.tables.filter(({ columns }) => columns.length > 1);
  if (designed.length === 0 || draft.columns.length > 0) return;
  const names = new Set(designed.map(({ name }) => nameKey(name.text)));
  const ofOthers = (text: string): boolean =>
    (text.match(/`[^`]+`|\b\w+_\w+\b/g) ?? []).some((mark) => !names.has(nameKey(mark.replace(/`/g, ''))));
  // Several tables, of which one was read, are no sum of it.
  const more = (text: string): boolean => designed.length < 2 && several.test(text);
  // `Record when a task was published` is about a table that is there.
  const ofKnown = (text: string): boolean =>
    /\b(?:when|whether|who|which|how often)\b/i.test(text) &&
    (text.match(/\w+/g) ?? []).some((word) => context.names.knownTable(word) && !names.has(nameKey(word)));
  const told = found.unread.filter(
    (text) =>
      !more(text) &&
      (summary.test(text) || (purpose.test(text) && !ofKnown(text))) &&
      !changes.test(text) &&
      !ofOthers(text),
  );
  found.leave(told);
}
