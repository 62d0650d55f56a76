import { StringDecoder } from 'node:string_decoder';

/** Kept of each stream: the beginning says what ran, the end says how it went. More would fill a model's window. */
const headLength = 10_000;
const tailLength = 20_000;

/** Text of a stream, its middle left out when it is long. Holds no more than it shows. */
export class Capture {
  #decoder = new StringDecoder('utf8');
  #head = '';
  #tail = '';
  #left = 0;

  write(chunk: Buffer): void {
    this.#append(this.#decoder.write(chunk));
  }

  #append(text: string): void {
    const room = headLength - this.#head.length;
    this.#head += text.slice(0, Math.max(0, room));
    this.#tail += text.slice(Math.max(0, room));
    if (this.#tail.length > 2 * tailLength) this.#trim();
  }

  #trim(): void {
    const excess = this.#tail.length - tailLength;
    if (excess <= 0) return;
    this.#left += excess;
    this.#tail = this.#tail.slice(excess);
  }

  /** The text, and how many characters were left out. */
  finish(): { readonly text: string; readonly left: number } {
    this.#append(this.#decoder.end());
    this.#trim();
    const gap = this.#left === 0 ? '' : `\n… ${this.#left} characters left out …\n`;
    return { text: this.#head + gap + this.#tail, left: this.#left };
  }
}
