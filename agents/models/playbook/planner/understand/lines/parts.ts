import { databaseWords, tabularWords } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { fold, type Token, textOf } from '../../text/tokens.ts';

/* A long issue tells for each part of an application what is to do there: only the part of the database is read. */

type Part = 'page' | 'service' | 'database';

const names: Readonly<Record<Part, string>> = {
  page: `front-?end|front end|fe|ui|ux|ui ux|client|client side|web|web ?app|mobile|mobile app|ios|android|design|qa|docs?|documentation|i18n|translations|analytics|tracking|
    interfaz|interface|pantallas?|vistas?|telas?|oberflache|pruebas|testes|documentacion|documentacao|dokumentation|infra|infrastructure|devops|ci|ci cd|monitoring|marketing|tests|e2e tests?|unit tests?`,
  service: 'back-?end|back end|be|api|rest api|server|server side|services?|endpoints?|graphql|worker|jobs?',
  database: `database|db|data model|data layer|schema|database schema|db schema|migrations?|database migrations?|db migrations?|sql|sql migrations?|base de datos|banco de dados|base de donnees|datenbank|bd|bbdd|bdd|modelo de datos|modelo de dados|modele de donnees|datenmodell|postgres|postgresql|persistence|data base`,
};
const around = (list: string): RegExp => {
  const one = `(?:${list.replace(/\s*\n\s*/g, '')})`;
  return new RegExp(
    `^(?:(?:required|necessary|needed|proposed) )?(?:(?:changes?|work|tasks?|todos?) (?:in|on|for) (?:the )?)?${one}(?: (?:and|or) ${one})?(?: (?:changes?|work|tasks?|todos?|part|side|requirements?|updates?))?(?: (?:required|needed|necessary))?$`,
  );
};
const parts = (Object.keys(names) as Part[]).map((part) => [part, around(names[part])] as const);

const partOf = (text: string): Part | undefined => {
  const said = fold(text)
    .replace(/[^\p{L}\p{N}\- ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return needed.test(said) ? 'database' : parts.find(([, form]) => form.test(said))?.[0];
};
/** `What we need in the database:` */
const needed =
  /^(?:what|that|we|the|is|are|to|be|will|changes?|things?|following|needs?|needed|required?|add|added|change|changed|all|here| )*\b(?:in|to|on|of) (?:the |our )?(?:database|db|schema|data model)$/;

/** `Database changes:`, as a heading or above a list. */
export const headsDatabase = ({ tokens }: Sentence): boolean => partOf(textOf(tokens)) === 'database';

const longest = 7;

/** `UI: show the badge`, `[FE] show the badge`: the part that a line names in front of what it says. */
function labelOf({ tokens, from }: Sentence): Part | undefined {
  const open = tokens[0]?.text === '[' || tokens[0]?.text === '(';
  const end = tokens.findIndex(({ text }) => text === (open ? (tokens[0]?.text === '[' ? ']' : ')') : ':'));
  if (from === 'title' || end < 1 || end > longest || end === tokens.length - 1) return undefined;
  return partOf(textOf(tokens.slice(open ? 1 : 0, end)));
}

/** What the line says behind that name. */
export function withoutLabel(sentence: Sentence): readonly Token[] {
  if (labelOf(sentence) === undefined) return sentence.tokens;
  return sentence.tokens.slice(sentence.tokens.findIndex(({ text }) => /^[\]):]$/.test(text)) + 1);
}

interface Lead {
  readonly part: Part | undefined;
  readonly sentence: Sentence;
  /** The last block that it was seen to reach. */
  reach: number;
}

/** Whether what a line heads reaches to this sentence. */
function reaches({ sentence: lead, reach }: Lead, { from, block, depth }: Sentence): boolean {
  if (block === lead.block) return true;
  if (from === 'heading') return false;
  if (lead.from === 'heading') return true;
  if (lead.from === 'item') return from === 'item' && depth > lead.depth;
  return from === 'item' || (from === 'paragraph' && reach === lead.block && block === lead.block + 1);
}

function partsOf(sentences: readonly Sentence[]): readonly (Part | undefined)[] {
  const leads: Lead[] = [];
  return sentences.map((sentence, at) => {
    const { from, tokens, block } = sentence;
    if (from === 'title' || from === 'quote') return undefined;
    while (leads.length > 0 && !reaches(leads.at(-1) as Lead, sentence)) leads.pop();
    for (const lead of leads) lead.reach = block;
    const next = sentences[at + 1];
    const above = from === 'item' && next?.from === 'item' && next.depth > sentence.depth;
    const heads = from === 'heading' || tokens.at(-1)?.text === ':' || above;
    const part = heads ? partOf(textOf(tokens)) : undefined;
    if (from === 'heading' || part) leads.push({ part, sentence, reach: block });
    return labelOf(sentence) ?? leads.at(-1)?.part;
  });
}

/** Words that say a service's line is about the schema all the same. */
const ofSchema = new Phrases([
  ...[...databaseWords].filter((word) => !tabularWords.has(word)),
  'column',
  'columns',
]);

/** What a text says of its other parts is left alone: of services, where it has a part of the database. */
export function withoutOtherParts(sentences: readonly Sentence[]): {
  readonly kept: readonly Sentence[];
  readonly ofDatabase: ReadonlySet<Sentence>;
  readonly aside: readonly Sentence[];
} {
  const found = partsOf(sentences);
  const database = found.includes('database');
  const isAside = (sentence: Sentence, at: number): boolean =>
    found[at] === 'page' || (found[at] === 'service' && database && !ofSchema.in(sentence.tokens));
  return {
    ofDatabase: new Set(sentences.filter((_, at) => found[at] === 'database')),
    kept: sentences.filter((sentence, at) => !isAside(sentence, at)),
    aside: sentences.filter(isAside),
  };
}

/** Blocks of code and tables that stand in a section of another part. */
export const inOtherPart = (section: string): boolean => partOf(section) === 'page';
