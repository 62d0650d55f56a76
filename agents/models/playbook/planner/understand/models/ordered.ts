import {
  mapperNames,
  modelNouns,
  modelOrders,
  modelShown,
  sqlShown,
  stageShown,
  stageWished,
} from '../../lexicon/models.ts';
import { nameKey } from '../../resolve/words.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';
import { isFailure } from '../about/signals.ts';
import { blocked } from '../told/contexts.ts';

const orders = new Phrases(modelOrders);
const nouns = new Phrases(modelNouns);
const shown = new Phrases(modelShown);
/** How far from the head of a sentence its verb stands: `Prisma: please add …`. */
const reach = 5;

const shows = ({ tokens }: Sentence): boolean => shown.in(tokens);

/** Behind the verb, where its object ends: `tests | for the Task model`. */
const ends: ReadonlySet<string> = new Set(
  'to for of in on with from so that which because when where : , by'.split(' '),
);

/** The verb orders a model or fields, and not the tests or the page of one. */
function asks({ tokens }: Sentence): boolean {
  const at = orders.find(tokens, 0, Math.min(tokens.length, reach));
  if (at === -1 || blocked(tokens, at)) return false;
  const start = at + orders.lengthAt(tokens, at);
  const end = tokens.findIndex((token, index) => index >= start && ends.has(token.low));
  const object = tokens.slice(start, end === -1 ? undefined : end);
  return nouns.in(object) || (object.some(({ kind }) => kind === 'code') && nouns.in(tokens));
}

export interface NamedModel {
  readonly model: string;
  readonly table: string;
  readonly columns: readonly { readonly name: string }[];
}

/** `Add badges` above the model Badge: the verb orders one of these by its name. */
export function ordersOne(lead: readonly (Sentence | undefined)[], models: readonly NamedModel[]): boolean {
  const keys = new Set(
    models.flatMap(({ model, table, columns }) =>
      [model, table, ...columns.map(({ name }) => name)].map(nameKey),
    ),
  );
  const said = lead.filter((sentence) => sentence !== undefined);
  return (
    !said.some(shows) &&
    said.some(({ tokens }) => {
      const at = orders.find(tokens, 0, Math.min(tokens.length, reach));
      return (
        at !== -1 && !blocked(tokens, at) && tokens.slice(at).some(({ text }) => keys.has(nameKey(text)))
      );
    })
  );
}

const mappers = new Phrases(mapperNames);
const longestTitle = 7;

/** `Goals`, `Prisma model for sessions` above a model, and not a word beside: what else could be wanted? */
export function isModelTitle(title: Sentence | undefined, models: readonly NamedModel[]): boolean {
  if (!title || title.asks || title.tokens.length > longestTitle || shows(title)) return false;
  if (isFailure(textOf(title.tokens))) return false;
  const keys = new Set(models.flatMap(({ model, table }) => [model, table].map(nameKey)));
  const named = title.tokens.some(({ text }) => keys.has(nameKey(text)));
  return models.length > 0 && (named || mappers.in(title.tokens));
}

/** Whether a model below these sentences is wanted: the title or the sentence above it says so, and none that it only shows. */
export const isModelOrdered = (title: Sentence | undefined, above: Sentence | undefined): boolean => {
  const lead = [title, above].filter((sentence) => sentence !== undefined);
  return lead.some(asks) && !lead.some(shows);
};

const told = new Phrases(sqlShown);
/** Whether the sentence right above SQL tells of it instead of asking for it. */
export const isSqlTold = (above: Pick<Sentence, 'tokens'> | undefined): boolean =>
  above !== undefined &&
  (told.in(above.tokens) || wonders.test(textOf(above.tokens)) || inUse.test(textOf(above.tokens)));
/** `Isn't it better to have these tables:` */
const wonders = /^(?:(?:is|are|would|should)n['’]t|why not|what if)\b/i;
/** `Here is the SQL I am using:` */
const inUse =
  /\b(?:sql|query|statements?|functions?|triggers?|code|migrations?|models?|schema|polic(?:y|ies)) (?:that |which )?(?:i|we)(?:['’](?:m|ve|re)| am| are| have)? (?:currently |now )?(?:us(?:e|ed|ing)|tried|try(?:ing)?|wrote|written|ran|run|have|got|made|created|set up)\b/i;

const shownStage = new Phrases(stageShown);
const wishedStage = new Phrases(stageWished);
/** Longer lines say more than which of two versions stands below. */
const longest = 8;

/** `Before:` and `After:`: how the schema below the line is, or how it shall be. */
export function stageOf(above: Sentence | undefined): 'shown' | 'wished' | undefined {
  if (above === undefined || above.tokens.length > longest) return undefined;
  if (wishedStage.in(above.tokens)) return 'wished';
  return shownStage.in(above.tokens) ? 'shown' : undefined;
}
