import { describe, expect, it } from 'vitest';
import { weights } from '../../../agents/models/playbook/planner/lexicon/word-weights.ts';
import {
  weighedWords,
  wordWeight,
} from '../../../agents/models/playbook/planner/understand/about/word-weight.ts';

const ofProgram = {
  title: 'Query builder throws on nested joins since the last version',
  body: 'Steps to reproduce: call the method with two joins. Expected: the same SQL as before. Actual: an error in the driver. The command line and the plugin behave alike, with TypeScript and with plain code, on Windows and on Linux.',
};
const ofData = {
  title: 'Store the phone number of a customer',
  body: 'As a shop owner I want to keep the phone number, so that we can call when an order is late. The number belongs to the customer, is optional, and shall be shown in the list of customers and in each invoice that we send.',
};

describe('the words of an issue', () => {
  it('speak for a program, or for nothing', () => {
    expect(wordWeight(ofProgram)).toBeGreaterThan(3);
    expect(wordWeight(ofData)).toBe(0);
  });

  it('of a line or two say little', () => {
    expect(wordWeight({ title: ofProgram.title, body: '' })).toBeLessThan(wordWeight(ofProgram) / 2);
  });

  it('are those outside code and links, each counted once', () => {
    const said = { title: 'Crash', body: 'crash crash ```sql\nselect 1\n``` https://example.com/select' };
    expect([...weighedWords(said)].sort()).toEqual([
      'body:code',
      'body:crash',
      'body:url',
      'first:crash',
      'title:crash',
    ]);
  });

  it('have a weight each, that is a number', () => {
    expect(weights.size).toBeGreaterThan(500);
    for (const [word, weight] of weights) {
      expect(word).toMatch(/^(?:title|first|body):[a-z'?]+$/);
      expect(weight, word).toSatisfy((one: number) => Number.isInteger(one) && one !== 0);
    }
  });
});
