/** 256 KB of prose are about as many; what comes before the grammar is done for each of them. */
const mostSentences = 3_600;

/** The grammar tries a list from each of its words on: what is longer by far than any sentence is none. */
const mostTokens = 400;

/** A table of two hundred columns has about half as many. */
const mostOfStatement = 4_000;

/** More columns, tables and rules than one migration can be answered for. */
const mostOrders = 300;

/** Tries of the grammar's nodes and tokens that were made: two to four seconds of a processor, whatever the text. */
const mostEffort = 1_200_000;

/** Data and not prose, as an image in letters is; many a regular expression begins anew at each of its letters. */
const longestWord = 2_000;

const cutAt = 60;

/** What no person reads in one go is not read in part either: the rest might say `not`. */
export class TooLong extends Error {
  constructor(what: string) {
    super(`${what} is too long to be read. Can it be said in fewer words, or in several requests?`);
    this.name = 'TooLong';
  }
}

const begin = (text: string): string => (text.length <= cutAt ? text : `${text.slice(0, cutAt).trimEnd()}…`);

/** @throws TooLong */
export function checkWords(text: string): void {
  const long = text.split(/\s+/).find((word) => word.length > longestWord);
  if (long !== undefined) throw new TooLong(`The word "${begin(long)}"`);
}

/** @throws TooLong */
export function checkSentence(length: number, text: () => string): void {
  if (length > mostTokens) throw new TooLong(`The sentence "${begin(text())}"`);
}

/** @throws TooLong */
export function checkStatement(length: number, text: string): void {
  if (length > mostOfStatement) throw new TooLong(`The statement "${begin(text)}"`);
}

/** @throws TooLong */
export function checkSentences(count: number): void {
  if (count > mostSentences) throw new TooLong(`A request of more than ${mostSentences} sentences`);
}

/** @throws TooLong */
export function checkOrders(count: number): void {
  if (count > mostOrders) throw new TooLong(`A request of more than ${mostOrders} changes`);
}

let effort = 0;

/** Each request is read with an effort of its own; it counts the same on every machine, as a clock would not. */
export function beginEffort(): void {
  effort = 0;
}

/** @throws TooLong */
export function spend(steps: number): void {
  effort += steps;
  if (effort > mostEffort) throw new TooLong('The request');
}

/** Empty lines and indentation beyond what says anything: regular expressions would try each of them again. */
export const withoutVoid = (text: string): string =>
  text.replace(/[^\S\n]{80,}/g, (run) => run.slice(0, 80)).replace(/\n(?:[^\S\n]*\n){3,}/g, '\n\n\n');
