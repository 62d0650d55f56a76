import type { Catalog } from '../../../../../../postgres/catalog/catalog.ts';
import type { Understanding } from '../understanding.ts';

/** Somebody wants something kept, and it may be here. */
const wishes =
  /\b(?:wants?|needs?|would like|wish|store|save|keep|persist|tracks?|(?:db|database) (?:column|field|table)|our (?:\w+ ){0,2}(?:tables?|schema|database|db)|(?:all|every|each) (?:\w+ ){0,2}(?:tables?|columns?))\b/i;
/** `When I save an event, …`: what was done. */
const done = /\b(?:when|after|if|while|once|tried to|trying to|steps to)\b/i;
const wishesKept = (sentence: string): boolean =>
  (wishes.test(sentence) && !done.test(sentence)) || ofSchema.test(sentence);
/** `tables that we don't use any more`, `varchar is too short`: of the schema, whatever table is meant. */
const ofSchema =
  /\b(?:remove|drop|archive|purge|clean|unused|use anymore|no longer use)\b.*\b(?:tables|columns|indexes|schema)\b|\b(?:tables|columns|indexes|schema)\b.*\b(?:remove|drop|archive|purge|clean|unused|not use|don't use)\b|\bprimary keys?\b.*\b(?:uuid|bigint|varchar|integer|serial)\b|\b(?:uuid|bigint|varchar|integer|serial)\b.*\bprimary keys?\b|\b(?:change|switch|convert|increase|widen|extend|lengthen)\b.*\b(?:varchar|text|bigint|jsonb?|timestamptz|numeric|decimal)\b/i;
const code = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;
const fewestWords = 8;

/** What a text says beside its code. */
export const proseOf = (said: string): string => said.replace(code, ' ');

/** A table of the schema in what is shown: `SELECT * FROM tasks`, `tasks.title`. */
export function showsTable(said: string, { tables }: Catalog): boolean {
  const shown = new Set((said.match(code) ?? []).flatMap((text) => text.toLowerCase().match(/\w+/g) ?? []));
  return shown.size > 0 && tables.some(({ name }) => shown.has(name.toLowerCase()));
}

/** Two columns of one table, by names that no prose has: `mutable_content and alert_is_json can be nil`. */
export function namesColumns(said: string, { tables }: Catalog): boolean {
  const written = new Set(said.match(/\b[a-z]+(?:_[a-z0-9]+)+\b|\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g));
  return (
    written.size > 1 &&
    tables.some(({ columns }) => columns.filter(({ name }) => written.has(name)).length > 1)
  );
}

/** `Design database schema`, `First schema`, `Creation of new tables`: what shall stand in it is still to be said. */
const designs =
  /\b(?:design|define|create|creation|creating|implement|set ?up|setup|build|add|new|initial|baseline|first|plan|model|models|schema|crear|disenar|diseñar|criar|definir|creer|créer|premier|concevoir|conception|erstellen|anlegen|maken|modelo|modelagem|mise en place|mod[eè]le)(?!\p{L})/iu;
const ofSchemas =
  /\b(?:(?:database|db|data|sql|postgres\w*|prisma|drizzle|relational) (?:schema|model|models|tables?|design|setup|migrations?)|(?:sqlalchemy|orm|jpa|django|sequelize|typeorm|eloquent) (?:models?|entities)|database|schema|tables|data model|mod[eè]le de donn[ée]es|modelo de da[dt]os|entities|(?:entity|entidade?) \w+|erd|base de (?:datos|donn[ée]es|dados)|esquema|schéma|tablas|tabelas|tabellen|datenbank)\b/i;
const faults =
  /\b(?:nosql|mongo\w*|firestore|firebase|redis|dynamo\w*|graphql|json|bug|error|fail\w*|issue with|broken|crash\w*|wrong|docs?|documentation|diagram|tests?|seed\w*|query|queries|connection|connect|backup|docker|page|ui)\b/i;
export const ordersDesign = (title: string): boolean =>
  designs.test(title) && ofSchemas.test(title) && !faults.test(title);

/** Prose that names nothing of the schema, orders nothing and shows no failure of it: it is about something else. */
export function isUnrelated(text: Understanding, said: string, catalog: Catalog): boolean {
  const { draft, unread, unreadTitle, mentioned, named, alone, signals, severalTables, demonstrates } = text;
  const silent = unread.length + unreadTitle.length + mentioned.length === 0 && !draft.begun && !named;
  if (
    !silent ||
    (alone && !demonstrates) ||
    (signals.failed && !demonstrates) ||
    signals.slowness > 0 ||
    severalTables !== undefined
  )
    return false;
  const prose = proseOf(said);
  const words = prose.match(/\p{L}{2,}/gu) ?? [];
  return (
    (demonstrates || words.length >= fewestWords) &&
    !prose.split(/[.!?;\n]+/).some(wishesKept) &&
    !showsTable(said, catalog)
  );
}
