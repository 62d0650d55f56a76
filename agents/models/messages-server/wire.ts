import type { StreamEvent } from './events.ts';

/** How the bytes of a stream are parted: one event a chunk, every single byte, or uneven pieces across all borders. */
export type Chunking = 'events' | 'bytes' | 'uneven';

export interface WireOptions {
  readonly chunking: Chunking;
  readonly lineEnd: '\n' | '\r\n';
}

export function encodeEvent(event: StreamEvent, lineEnd: string): Buffer {
  return Buffer.from(`event: ${event.type}${lineEnd}data: ${JSON.stringify(event)}${lineEnd}${lineEnd}`);
}

/** Chunks in the middle of lines and of UTF-8 sequences are what a client must bear. */
export function chunksOf(events: readonly StreamEvent[], { chunking, lineEnd }: WireOptions): Buffer[] {
  const encoded = events.map((event) => encodeEvent(event, lineEnd));
  if (chunking === 'events') return encoded;
  const all = Buffer.concat(encoded);
  const chunks: Buffer[] = [];
  for (let at = 0, step = 0; at < all.length; step++) {
    const length = chunking === 'bytes' ? 1 : 1 + ((step * 37) % 61);
    chunks.push(all.subarray(at, at + length));
    at += length;
  }
  return chunks;
}
