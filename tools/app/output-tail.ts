import { StringDecoder } from 'node:string_decoder';
import { redact } from './redact.ts';

/** Enough for some thousand compiler messages; a program that writes for ever does not fill our memory. */
const keptLength = 512_000;
/** What goes into a report and to a model. */
const shownLength = 4_000;
const shownLines = 60;

/** The end of what a program wrote. Secrets are taken out before anything else looks at it. */
export class OutputTail {
  #decoder = new StringDecoder('utf8');
  #text = '';
  #cut = false;

  write(chunk: Buffer): void {
    this.#text += this.#decoder.write(chunk);
    if (this.#text.length <= 2 * keptLength) return;
    this.#text = this.#text.slice(-keptLength);
    this.#cut = true;
  }

  /** `shown` ends where the output ends, at most 60 lines of it. */
  finish(secrets: readonly string[]): { readonly text: string; readonly shown: string } {
    const plain = redact(withoutControls(this.#text + this.#decoder.end()), secrets);
    // The first line may begin in the middle of a secret.
    const text = this.#cut ? plain.slice(plain.indexOf('\n') + 1) : plain;
    const lines = text.trimEnd().split('\n').slice(-shownLines);
    return { text, shown: lines.join('\n').slice(-shownLength).trim() };
  }
}

const escapeCode = '\u001b';
const sequence = new RegExp(
  `${escapeCode}(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007${escapeCode}]*(?:\u0007|${escapeCode}\\\\)|.)`,
  'g',
);

/** Colours, cursor movements, NUL and carriage returns: nothing of it is text. */
const withoutControls = (text: string): string =>
  text.replace(sequence, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\0', '');
