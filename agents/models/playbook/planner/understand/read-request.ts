import type { ReadingContext } from '../grammar/slots/context.ts';
import { type Exhibit, readText, type Sentence } from '../text/sentences.ts';
import { textOf } from '../text/tokens.ts';
import { checkOrders } from '../text/too-long.ts';
import { bodyOnlyAsks, isAboutDocuments } from './about/asks-only.ts';
import { dependencyBump } from './about/dependency-bump.ts';
import { otherStore } from './about/other-store.ts';
import { otherTable } from './about/other-table.ts';
import { aboutProgram } from './about/program.ts';
import { isFailure } from './about/signals.ts';
import { Draft } from './draft.ts';
import { demonstrations } from './exhibits/demonstration.ts';
import { leadsToCode } from './exhibits/leads-to-code.ts';
import { rewritten } from './lines/index.ts';
import { inOtherPart, withoutOtherParts } from './lines/parts.ts';
import { Reader } from './reader.ts';
import { excepted } from './told/excepted.ts';
import type { Understanding } from './understanding.ts';

export type { Understanding } from './understanding.ts';

/*
 * From a text to a draft of what it asks for. What several `lines` and `designs` of tables say together is said in each;
 * a sentence then goes through the `stages`, a snippet through `exhibits`.
 *
 *   wording        a sentence as the grammar knows it
 *   told, about    what only tells, asks or holds back; what is about something else than this database
 *   plain          sentences every word of which is read; `any-order`: in whatever order they stand
 *   verdict        whether what a form found is a request
 *   record         what a request adds to the draft; `continuations`: what later sentences do
 *   unread         words that nobody understood, and whether they matter
 *   indexes        indexes, however they are told; `reported`: rules that a report says are lacking or too many
 *   sql, models, mappers   statements, models and migrations as the statements that they stand for
 *   title          what the title only sums up
 */

const mostSentences = 4;
/** Below a title that is read as an order: a longer text that orders nothing tells something else. */
const mostBelow = 9;
/** Words of a page below a title, from which on it may be about that page. */
const mostOfPage = 3;

export function readRequest(
  request: { title: string; body: string },
  context: ReadingContext,
  /** Sentences that were taken back. */
  withdrawn: readonly string[] = [],
): Understanding {
  const text = readText(request);
  const exhibits = text.exhibits.filter(({ section }) => !inOtherPart(section));
  const parts = withoutOtherParts(text.sentences);
  const isWithdrawn = ({ tokens }: Sentence) => withdrawn.some((one) => textOf(tokens).includes(one));
  const kept = parts.kept.filter((sentence) => !isWithdrawn(sentence));
  const aside = [...parts.aside, ...parts.kept.filter(isWithdrawn)];
  const { ofDatabase } = parts;
  const sentences = rewritten(kept, context, { exhibits, ofDatabase });
  // Longer texts tell how things are in the words in which shorter ones ask.
  const short = exhibits.length === 0 && text.sentences.length <= mostSentences;
  // A title above a body that asks for something only sums it up.
  const alone = kept.every(({ from }) => from === 'title');
  const body = new Reader(context, { short, titled: false });
  const below = exhibits.length === 0 && text.sentences.length <= mostBelow;
  if (short || below)
    for (const sentence of sentences) if (sentence.from !== 'title') body.sentence(sentence);
  const reader = new Reader(context, { short, titled: alone || (below && !body.asks(request.title)) });
  const demonstrated = demonstrations(request.title, sentences, exhibits, context);
  const shown = isAboutDocuments(sentences) ? [] : exhibits.filter((one) => !demonstrated.has(one));
  const pieces: (Sentence | Exhibit)[] = [...sentences, ...shown].sort((a, b) => a.block - b.block);
  for (const [at, piece] of pieces.entries()) {
    if ('content' in piece) reader.exhibit(piece);
    else if (leadsToCode(piece, pieces[at + 1])) reader.lead(piece);
    else reader.sentence(piece);
    checkOrders(reader.orders);
  }
  reader.leave(aside);
  const program = aboutProgram(request, text.sentences, text.exhibits, context);
  const told = reader.understanding([...sentences, ...aside], request);
  const failed =
    told.signals.failed || shown.some(({ content }) => 'text' in content && isFailure(content.text));
  const read = { ...told, signals: { ...told.signals, failed }, demonstrates: demonstrated.size > 0 };
  const bump = dependencyBump(request.title || request.body, context);
  const other = otherStore(sentences, exhibits) ?? otherTable(sentences, context) ?? bump;
  const nothing = { draft: new Draft(), unread: [], unreadTitle: [], doubts: [] };
  if (read.ticked && other === undefined) return { ...read, ...nothing, program };
  if (other === undefined && exhibits.length === 0 && bodyOnlyAsks(sentences))
    return { ...read, ...nothing, program, elsewhere: ['what somebody asks'] };
  if (other !== undefined) return { ...read, ...nothing, program, elsewhere: [other] };
  // `Rename "status" to "state"` above lines about a page, which order nothing: as likely the page's.
  const { page, schema } = told.signals;
  const ofPage =
    !alone &&
    below &&
    !body.asks(request.title) &&
    page >= mostOfPage &&
    schema === 0 &&
    titleOrders(sentences, context);
  const open = [...(ofPage ? [request.title] : []), ...(read.draft.begun ? excepted(kept) : [])];
  return { ...read, program, doubts: [...read.doubts, ...open] };
}

/** Whether the title by itself orders something. */
function titleOrders(sentences: readonly Sentence[], context: ReadingContext): boolean {
  const reader = new Reader(context, { short: true, titled: true });
  for (const sentence of sentences) if (sentence.from === 'title') reader.sentence(sentence);
  return reader.asks('');
}
