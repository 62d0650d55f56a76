import type { ReadingContext } from '../../grammar/slots/context.ts';
import { foreignOrders } from '../../languages/orders.ts';
import { phrases } from '../../lexicon/phrases.ts';
import { changeVerbs } from '../../lexicon/signals.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Token } from '../../text/tokens.ts';
import { supposed } from '../told/contexts.ts';
import { dataWords } from './data-words.ts';

const verbs = new Phrases(changeVerbs);
/** What is done to values, in the forms a relative clause has: `filled from`, `after copying`. */
const movers = new Phrases(
  phrases(`copied | copying | copies | copy | moved | moving | moves | move | filled | filling | fill | populated | populating | populate | backfilled |
    backfilling | backfill | prefilled | migrated | migrating | migrate | transferred | transferring | transfer | converted | converting | convert |
    initialized | initialised | seeded | taken from | taken over | derived from | calculated from | computed from | set from | replaced by |
    replaced with | append | appending | appended | prepend | prepended | same for | the same in | same goes for | likewise | ditto | merged into | merging | inserted | inserting | truncated | truncating | gefullt | befullt | kopiert | verschoben |
    ubernommen | copiado | copiada | rellenado | rellenada | llenado | llenada | movido | movida | copie de | copiee | rempli | remplie | deplace | deplacee |
    preenchido | preenchida`),
);
/** Behind these begins a clause that may order something of its own. */
const connectors: ReadonlySet<string> = new Set(
  ', ; : - ( & + and then first also plus or but und dann y luego et puis e depois finally afterwards please otherwise to'.split(
    ' ',
  ),
);
/** The verb behind says what somebody may do, not what shall be done here. */
const modals: ReadonlySet<string> = new Set(
  "can could may might will would able want wants users user people they who let lets allow allows need needs don't never konnen pueden peuvent podem".split(
    ' ',
  ),
);
/** `the table should be renamed`: an order, with what it is about in front of it. */
const passives = phrases('renamed | removed | dropped | deleted | split | merged');
const modal = phrases('should be | must be | shall be | needs to be | need to be | has to be | have to be');
/** Where `should be` was read as part of something else, the rest begins so. */
const orderedOf = new Phrases(passives);
const ordered = new Phrases(modal.flatMap((verb) => passives.map((done) => `${verb} ${done}`)));
/** `No row should be deleted` */
const none: ReadonlySet<string> = new Set(['no', 'nothing', 'none', 'never']);
/** Words of a wish in another language, without a verb. */
const lacking: ReadonlySet<string> = new Set('fehlt fehlen falta faltan faltam manque manquent'.split(' '));
const isForeignOrder = ({ kind, low }: Token): boolean =>
  kind === 'word' && (foreignOrders.has(low) || lacking.has(low));
/** `Teachers copy tasks`: what somebody does, and no order. */
const people: ReadonlySet<string> = new Set(
  'users people they teachers learners students customers members admins editors authors developers colleagues others clients'.split(
    ' ',
  ),
);
const reach = 6;

/** The tokens name a thing of the schema beyond doubt, a value, or something marked as a name. */
export function names(tokens: readonly Token[], context: ReadingContext): boolean {
  return tokens.some(
    (token) =>
      token.kind === 'code' ||
      token.kind === 'quoted' ||
      token.kind === 'number' ||
      (token.kind === 'word' &&
        (/_/.test(token.text) || context.names.knownTable(token.text) !== undefined)) ||
      (token.kind === 'word' && isDotted(token, context)),
  );
}

/** A table or column of the schema, by a name that is written as one. */
export const namesThings = (tokens: readonly Token[], context: ReadingContext): boolean =>
  tokens.some(
    (token) =>
      (token.kind === 'code' || token.text.includes('_')) &&
      (context.hasColumn(token.text) || context.names.knownTable(token.text) !== undefined),
  );

const isDotted = ({ text }: Token, { names: { knownTable } }: ReadingContext): boolean =>
  text.includes('.') && knownTable(text.split('.').slice(0, -1).join('.')) !== undefined;

/** Also plain words that a column is called by; `title` is as often only a word. */
export const mayName = (tokens: readonly Token[], context: ReadingContext): boolean =>
  names(tokens, context) ||
  tokens.some((token, at) => {
    if (token.kind !== 'word') return false;
    const next = tokens[at + 1];
    return (
      context.hasColumn(token.text) ||
      (next?.kind === 'word' && context.hasColumn(`${token.text}_${next.text}`))
    );
  });

/** Names something, or speaks of tables, columns, rows, data. */
const aimsAtData = (tokens: readonly Token[], context: ReadingContext): boolean =>
  mayName(tokens, context) || dataWords.in(tokens);

/** `Bitte ergänzen.`: what was just asked for, once more. */
const addIt: ReadonlySet<string> = new Set('bitte noch das es sie diese erganzen hinzufugen ! .'.split(' '));
const isAddIt = (tokens: readonly Token[]): boolean => tokens.every(({ low }) => addIt.has(low));

/**
 * Whether words that no form reads order a change all the same: a verb of change at the head of a clause with an
 * object in this database, or values that are filled, copied or moved.
 */
export function ordersChange(tokens: readonly Token[], context: ReadingContext): boolean {
  const passive = ordered.find(tokens);
  if (orderedOf.startsAt(tokens, 0)) return true;
  if (passive !== -1 && !tokens.slice(Math.max(0, passive - 3), passive).some(({ low }) => none.has(low)))
    return true;
  if (tokens.some(isForeignOrder) && names(tokens, context) && !isAddIt(tokens)) return true;
  for (let at = 0; at < tokens.length; at += 1) {
    const around = [...tokens.slice(Math.max(0, at - reach), at), ...tokens.slice(at + 1, at + 1 + reach)];
    const told = at > 0 && people.has(tokens[at - 1]?.low ?? '');
    if (!told && movers.startsAt(tokens, at) && mayName(around, context)) return true;
    const head = at === 0 || connectors.has(tokens[at - 1]?.low ?? '');
    const length = head ? verbs.lengthAt(tokens, at) : 0;
    if (length === 0 || supposed(tokens, at)) continue;
    const object = tokens.slice(at + length, at + length + reach);
    const governed = tokens.slice(0, at).some(({ low }) => modals.has(low));
    const joined = tokens[at - 1]?.low !== 'to';
    if (joined && (governed ? names(object, context) : aimsAtData(object, context))) return true;
  }
  return false;
}
