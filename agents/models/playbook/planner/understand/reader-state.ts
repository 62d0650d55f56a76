import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import type { Sentence } from '../text/sentences.ts';
import { Draft } from './draft.ts';
import { Findings } from './findings.ts';
import type { OfTitle } from './title/index.ts';
import type { Topic } from './topic.ts';

/** What has been read of a request so far, and what the sentence at hand goes on about. */
export class ReaderState {
  readonly context: ReadingContext;
  /** So few sentences that each of them asks for something. */
  readonly short: boolean;
  /** The title is read like the rest. */
  readonly titled: boolean;
  readonly draft = new Draft();
  readonly found = new Findings();
  readonly mentioned: CatalogTable[] = [];
  topic: Topic | undefined;
  readonly ofTitle: OfTitle = { columns: [], rules: [], unread: 0 };
  /** The first sentence of the title. */
  title: Sentence | undefined;
  /** The sentence right above, unless it is a question, and the text of the one above that. */
  above: Sentence | undefined;
  told = '';
  /** It asks what others think of the snippet below. */
  asked = false;
  /** The sentence right before, as it was written. */
  before: Sentence | undefined;
  /** The text speaks to an agent, and in which block: the rest of that is not read. */
  injected = false;
  poisoned = -2;
  /** A table or column is named that no other word is. */
  named = false;
  /** Tables that the text speaks of without a name. */
  severalTables: string | undefined;
  questions = 0;
  /** What is asked of a change, wherever that stands. */
  readonly open: string[] = [];
  /** How deep in its list the line of a service stands, the points of which follow. */
  service: number | undefined;
  /** Sentences whose requests were put aside for a reason that is told. */
  readonly settled = new Set<Sentence>();
  /** The text has said that columns of several tables follow. */
  columnsFollow = false;
  /** Changes that are talked about, and not asked for. */
  discussed = 0;

  constructor(context: ReadingContext, { short, titled }: { short: boolean; titled: boolean }) {
    this.context = context;
    this.short = short;
    this.titled = titled;
  }
}
