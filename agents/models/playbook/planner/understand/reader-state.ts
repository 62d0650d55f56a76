import type { CatalogTable } from '../../../../../postgres/catalog/catalog.ts';
import type { ReadingContext } from '../grammar/slots/context.ts';
import type { Sentence } from '../text/sentences.ts';
import { Draft } from './draft.ts';
import { Findings } from './findings.ts';
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
  /** The sentence right before, as it was written. */
  before: Sentence | undefined;
  /** The text speaks to an agent. */
  injected = false;
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
