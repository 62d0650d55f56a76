import type { Place } from '../conversation/place.ts';

/** Milliseconds after which a thread is read although no event said that there is something new in it. */
const repairMs = 5 * 60_000;

interface Read {
  readonly version: number;
  readonly at: number;
  /** Up to which message. */
  readonly upTo: string;
}

/** Which threads there is something new in: Slack allows some 50 readings a minute, for all threads together. */
export class Unread {
  #version = 0;
  #all = 0;
  readonly #changed = new Map<string, number>();
  readonly #read = new Map<string, Read>();

  /** Whether anybody reads that thread: there are many others in a channel. */
  add({ name }: Place): boolean {
    if (!this.#read.has(name)) return false;
    this.#changed.set(name, ++this.#version);
    return true;
  }

  /** What was said while nobody listened. */
  addAll(): void {
    this.#all = ++this.#version;
    this.#changed.clear();
  }

  /** The place, which is read only where there is something new. */
  only(place: Place): Place {
    return {
      ...place,
      heard: async (after) => {
        const version = Math.max(this.#all, this.#changed.get(place.name) ?? 0);
        const read = this.#read.get(place.name);
        // What was read and not taken in, something went wrong with: it is read once more.
        const isNew = read?.version !== version || read.upTo !== after.id || Date.now() - read.at > repairMs;
        if (!isNew) return [];
        // Noted before: what is said meanwhile is new to the next reading.
        this.#read.set(place.name, { version, at: 0, upTo: '' });
        const replies = await place.heard(after);
        this.#read.set(place.name, { version, at: Date.now(), upTo: replies.at(-1)?.id ?? after.id });
        return replies;
      },
    };
  }
}
