import { modelNouns, modelOrders, modelShown } from '../lexicon/models.ts';
import type { Sentence } from '../text/sentences.ts';
import { blocked } from './contexts.ts';
import { Phrases } from './phrases.ts';

const orders = new Phrases(modelOrders);
const nouns = new Phrases(modelNouns);
const shown = new Phrases(modelShown);
/** How far from the head of a sentence its verb stands: `Prisma: please add …`. */
const reach = 5;

const shows = ({ tokens }: Sentence): boolean => shown.in(tokens);

function asks({ tokens }: Sentence): boolean {
  const at = orders.find(tokens, 0, Math.min(tokens.length, reach));
  return at !== -1 && !blocked(tokens, at) && nouns.in(tokens);
}

/** Whether a model below these sentences is wanted: the title or the sentence above it says so, and none that it only shows. */
export const isModelOrdered = (title: Sentence | undefined, above: Sentence | undefined): boolean => {
  const lead = [title, above].filter((sentence) => sentence !== undefined);
  return lead.some(asks) && !lead.some(shows);
};
