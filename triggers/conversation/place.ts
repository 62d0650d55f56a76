import type { Run } from '../../graph/store/runs.ts';
import type { Point, Said } from '../../graph/store/said.ts';
import type { Message } from './message.ts';
import type { Grammar, Verb } from './words.ts';

/** Where a request came from and where its run speaks: an issue, a thread. */
export interface Place {
  /** No other place has it: `github acme/tasks#12`. */
  readonly name: string;
  readonly grammar: Grammar;
  /** Writes a message that carries the key, invisibly. */
  say(key: string, message: Message): Promise<Said>;
  /** The message that carries the key, where an earlier process died between writing and noting it. */
  said(key: string): Promise<Said | undefined>;
  /** Whether a message of ours is there as it was said; only where others may edit or delete it. */
  isAsSaid?(said: Point): Promise<boolean>;
  /** What people wrote since, oldest first; nothing of bots, nothing of ours. */
  heard(after: Point): Promise<readonly Reply[]>;
  /** Whether they may say this about a run; asked of the place when it counts. What cannot be found out is a no. */
  mayAnswer(reply: Reply, verb: Verb, run: Run): Promise<Permission>;
}

export interface Reply extends Point {
  /** Who says it, as approvers are named: `github:ana`. Where they have several names, the one that is shown first. */
  readonly names: readonly [string, ...string[]];
  readonly text: string;
  /** It reads otherwise than it was written: whoever wrote it is told that it does not count. */
  readonly isEdited?: true;
}

/** `why` goes on with "github:kim cannot do this: ". */
export type Permission = { readonly may: true } | { readonly may: false; readonly why: string };

/** What brings requests in, and leads to their places. `godwit serve` has one a kind of source. */
export interface Listener {
  /** Of the requests whose places are its. */
  readonly kind: Run['spec']['request']['source']['kind'];
  /** For the line that serve begins with: `the issues of github.com`. */
  readonly title: string;
  /** Undefined: the run's place is not within its reach. */
  placeOf(run: Run): Place | undefined;
  /**
   * What comes by itself, until the signal: new requests, say. `wake` begins a round at once. Where nothing does,
   * places are asked every few seconds.
   */
  listen?(wake: () => void, signal: AbortSignal): Promise<void>;
}
