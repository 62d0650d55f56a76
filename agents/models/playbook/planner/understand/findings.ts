import type { Demand } from '../decision.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Token, textOf } from '../text/tokens.ts';
import type { Draft } from './draft.ts';
import type { Intent } from './intents.ts';
import { withoutDemands } from './told/demands.ts';
import { beginsAside, leadIn, type Residue, residue } from './unread/residue.ts';
import { destroys } from './verdict/destructive.ts';

/** `To define a schema for …`, `Add an index to improve …`: what for, and not what. */
const isAim = (tokens: readonly Token[]): boolean =>
  (tokens[0]?.low === 'to' && !destroys(tokens) && !tokens.some(isName)) ||
  bareIndex.test(textOf(tokens)) ||
  system.test(textOf(tokens)) ||
  offered.test(textOf(tokens));
/** `Add tag functionality to the notes module`: what the application shall offer. */
const offered =
  /^(?:please )?(?:add|implement|provide|introduce|build) [\w -]{0,40}\b(?:functionality|features?|support|capabilit(?:y|ies)|ability) (?:to|for|in|on) (?:the |our )?[\w -]{1,40}(?:[.,]|$)/i;
/** `Implement a soft-delete system`: what the lines below are for. */
const system =
  /^(?:please |we (?:need|want|should|have) to )?(?:implement|build|introduce|create|set up|support|provide|add|design) (?:an? |the |our |proper |basic |simple )*[`'"]?[\w -]{2,40}?[`'"]? (?:system|mechanism|feature|functionality|support|strategy|approach|logic|capability|workflow)$/i;
const bareIndex =
  /^(?:please )?(?:add|create)s? (?:(?:an?|the|appropriate|missing|new|composite|proper|some|needed) )*(?:database )?(?:index|indexes|indices)(?: to (?:improve|speed up|optimi[sz]e|support|help)\b.*)?$/i;

/** `Archive projects`: what an application shall offer, where the body says how. */
const isFeature = (tokens: readonly Token[]): boolean => tokens.length === 2 && tokens[0]?.low === 'archive';

const wanting: ReadonlySet<string> = new Set(
  'need needs want wants have has like is are was going and or , ought love able'.split(' '),
);
const able: ReadonlySet<string> = new Set(['can', 'could', 'may', 'able', 'will']);
/** `… so that I can store who did it`: what it is good for. */
function isPurpose(tokens: readonly Token[], start: number): boolean {
  // `… a flag to allow marking products`
  const [verb, to] = tokens.slice(Math.max(0, start - 2), start);
  if (start > 3 && to?.low === 'to' && !wanting.has(verb?.low ?? '')) return true;
  const at = tokens.findLastIndex(({ low }, index) => index < start && low === 'so');
  const lead = at === -1 ? [] : tokens.slice(at, start);
  return lead.length > 1 && lead.length < 6 && lead.some(({ low }) => able.has(low));
}

const isName = ({ kind, text }: Token): boolean =>
  kind === 'code' || kind === 'quoted' || /[_.]\w/.test(text);

/** What a text says beside its requests, and what nobody understood: each word of it ends somewhere. */
export class Findings {
  readonly unread: string[] = [];
  readonly unreadTitle: string[] = [];
  readonly leftAlone: string[] = [];
  /** The sentence of a part that nobody understood. */
  readonly sentences = new Map<string, string>();
  readonly hazards: string[] = [];
  readonly demands: Demand[] = [];
  readonly doubts: string[] = [];
  readonly elsewhere: string[] = [];
  /** That is being read. */
  sentence = '';

  get told() {
    const { unread, unreadTitle, leftAlone, sentences, hazards, demands, doubts, elsewhere } = this;
    return { unread, unreadTitle, leftAlone, sentences, hazards, demands, doubts, elsewhere };
  }

  account({ open, passed }: Residue): void {
    if (open.length > 0) {
      this.unread.push(textOf(open));
      this.sentences.set(textOf(open), this.sentence);
    }
    if (passed.length > 0) this.leftAlone.push(textOf(passed));
  }

  /** The line above a table, and the title, say in sum what the table says; tells how many of the first parts are gone. */
  settle(texts: readonly string[], first: number): number {
    const summed = texts.filter((text) => !/\b(?:and|und|et|then)\b| [ye] |[,;&]/i.test(text));
    let gone = 0;
    for (const text of summed) {
      const at = this.unread.indexOf(text);
      if (at !== -1) this.unread.splice(at, 1);
      if (at !== -1 && at < first) gone += 1;
      const titled = this.unreadTitle.indexOf(text);
      if (titled !== -1) this.unreadTitle.splice(titled, 1);
    }
    return gone;
  }

  /** Parts that were not read say what is read elsewhere. */
  leave(parts: readonly string[]): void {
    for (const part of parts) this.unread.splice(this.unread.indexOf(part), 1);
    this.leftAlone.push(...parts);
  }

  /** Beside requests that are meant, one that fits a form and is taken for none. */
  reject(intents: readonly Intent[]): void {
    for (const { sentence, start, next } of intents)
      if (!isPurpose(sentence.tokens, start)) this.unread.push(textOf(sentence.tokens.slice(start, next)));
  }

  /** What a request leaves open in its sentence. `adjoining` is the word right behind it, which may be part of a name. */
  weigh(
    left: readonly (readonly Token[])[],
    adjoining: Token | undefined,
    remarks: boolean,
    context: ReadingContext,
  ): void {
    let aside = remarks;
    for (const run of left) {
      const said = withoutDemands(run, context);
      const adjoins = adjoining !== undefined && said[0] === adjoining && said.length === run.length;
      this.account(aside ? leadIn(said, context) : residue(said, context, adjoins));
      aside ||= beginsAside(run);
    }
  }

  /** A title that no form knows is a summary of its body, unless it destroys: that no body may leave out. */
  pass({ from, tokens }: Sentence, draft: Draft): void {
    const text = textOf(tokens);
    // `To define a schema for …`: what the rest is for.
    if (from === 'paragraph' && isAim(tokens)) {
      this.unreadTitle.push(text);
      return;
    }
    if (from !== 'title' || draft.begun || (destroys(tokens) && !isFeature(tokens))) this.unread.push(text);
    else this.unreadTitle.push(text);
  }
}
