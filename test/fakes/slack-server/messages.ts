/** A message as the Web API gives it. */
export interface FakeMessage {
  readonly type: 'message';
  readonly user: string;
  readonly team: string;
  readonly text: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly blocks?: unknown;
  readonly metadata?: { readonly event_type: string; readonly event_payload: object };
  readonly edited?: { readonly user: string; readonly ts: string };
}

/** The messages of all channels, oldest first. */
export class Messages {
  readonly #channels = new Map<string, FakeMessage[]>();
  #last = 0;

  /** Seconds and a number that no other message of the channel has. */
  nextTs(): string {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    return `${Math.floor(this.#last / 1e6)}.${String(this.#last % 1e6).padStart(6, '0')}`;
  }

  add(channel: string, message: FakeMessage): void {
    this.#channels.set(channel, [...this.all(channel), message]);
  }

  all(channel: string): readonly FakeMessage[] {
    return this.#channels.get(channel) ?? [];
  }

  find(channel: string, ts: string): FakeMessage | undefined {
    return this.all(channel).find((one) => one.ts === ts);
  }

  replace(channel: string, message: FakeMessage): void {
    this.#channels.set(
      channel,
      this.all(channel).map((one) => (one.ts === message.ts ? message : one)),
    );
  }

  /** The message that begins the thread, and its replies. */
  thread(channel: string, ts: string): readonly FakeMessage[] {
    return this.all(channel).filter((one) => one.ts === ts || one.thread_ts === ts);
  }
}
