/* What a batched step raises as a notice; the table's name is before it. Anything else may hold values of rows. */

const lines = [
  /\d+ rows done, \d+ rows\/s, [\d:]+ left$/,
  /\d+ rows done, \d+ rows\/s$/,
  /waits for \d+ rows that other sessions hold$/,
  /pauses, every autovacuum worker is busy$/,
  /pauses, a standby is more than \d+ MB behind$/,
];

/** The line for people in a notice; null where it is not about the progress of batches. */
export function batchProgress(notice: string): string | null {
  for (const line of lines) {
    const found = new RegExp(`: (${line.source})`).exec(notice);
    if (found?.[1] !== undefined) return found[1];
  }
  return null;
}
