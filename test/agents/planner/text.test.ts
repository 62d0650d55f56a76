import { describe, expect, it } from 'vitest';
import {
  distance,
  nameKey,
  neighbours,
  singular,
  snakeCase,
} from '../../../agents/models/playbook/planner/resolve/words.ts';
import { readBlocks } from '../../../agents/models/playbook/planner/text/blocks.ts';
import { readText } from '../../../agents/models/playbook/planner/text/sentences.ts';
import { textOf, tokenize } from '../../../agents/models/playbook/planner/text/tokens.ts';

const kinds = (text: string) => tokenize(text).map(({ kind, text: said }) => `${kind}:${said}`);
const sentences = (body: string) =>
  readText({ title: 'T', body })
    .sentences.slice(1)
    .map(({ tokens }) => textOf(tokens));

describe('tokens', () => {
  it('keeps code spans, quotations, numbers and dotted names whole', () => {
    expect(kinds('Set `a b` of tasks.score to "x y" -> 1,000')).toEqual([
      'word:Set',
      'code:a b',
      'word:of',
      'word:tasks.score',
      'word:to',
      'quoted:x y',
      'punct:→',
      'number:1,000',
    ]);
  });

  it('splits a range and keeps an apostrophe in its word', () => {
    expect(kinds("don't 1–10")).toEqual(["word:don't", 'number:1', 'punct:-', 'number:10']);
  });

  it('folds accents and case', () => {
    expect(tokenize('Añade ÍNDICE größe').map(({ low }) => low)).toEqual(['anade', 'indice', 'grosse']);
  });
});

describe('blocks', () => {
  it('knows headings, items with boxes, code, tables and quotations', () => {
    const markdown =
      '## What\n\n- [x] done\n- [ ] open\n  more\n\n```sql\nselect 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n\nplain\ntext';
    expect(readBlocks(markdown)).toEqual([
      { kind: 'heading', text: 'What', level: 2 },
      { kind: 'item', text: 'done', depth: 0, checked: true },
      { kind: 'item', text: 'open more', depth: 0, checked: false },
      { kind: 'code', text: 'select 1;', language: 'sql' },
      { kind: 'table', header: ['a', 'b'], rows: [['1', '2']] },
      { kind: 'quote', text: 'said' },
      { kind: 'paragraph', text: 'plain text' },
    ]);
  });

  it('keeps the underscores of names in any script', () => {
    expect(readBlocks('index on "naïve_表" and größe_2, _not_ this')).toEqual([
      { kind: 'paragraph', text: 'index on "naïve_表" and größe_2, not this' },
    ]);
  });

  it('reads past emphasis, links, comments and what is struck through, but not past names with underscores', () => {
    expect(
      readBlocks('**Add** `user_id` to [tasks](http://x) ~~now~~ <!-- drop --> and user_progress_log'),
    ).toEqual([
      { kind: 'paragraph', text: expect.stringMatching(/^Add `user_id` to tasks +and user_progress_log$/) },
    ]);
  });

  it('closes a fence that is never closed at the end', () => {
    expect(readBlocks('```\nopen')).toEqual([{ kind: 'code', text: 'open', language: '' }]);
  });
});

describe('sentences', () => {
  it('end at a full stop, not inside a name, a number or an abbreviation', () => {
    expect(sentences('Add tasks.score. It is 1.5, e.g. Five; done')).toEqual([
      'Add tasks.score',
      'It is 1.5, e.g. Five',
      'done',
    ]);
  });

  it('a form of headings becomes a request', () => {
    expect(sentences('### Table\n\ntasks\n\n### Column\n\nrank\n\n### Type\n\ninteger')).toEqual([
      'Add the column `rank` to `tasks`',
      'type: integer',
    ]);
  });
});

describe('names', () => {
  it.each([
    ['dueDate', 'due_date'],
    ['Due date', 'due_date'],
    ['DUE-DATE', 'due_date'],
    ['userID', 'user_id'],
    ['HTTPServer', 'http_server'],
  ])('%s in snake case is %s', (name, snake) => {
    expect(snakeCase(name)).toBe(snake);
  });

  it('are one in singular and plural', () => {
    expect(nameKey('UserPreferences')).toBe(nameKey('user_preference'));
    expect(['categories', 'boxes', 'status', 'classes', 'bus'].map(singular)).toEqual([
      'category',
      'box',
      'status',
      'class',
      'bus',
    ]);
  });

  it('have neighbours within a typo', () => {
    expect(distance('taks', 'task', 2)).toBe(1);
    expect(neighbours('user_progres', ['user_progress', 'tasks'])).toEqual(['user_progress']);
    expect(neighbours('cat', ['cats', 'car'])).toEqual([]);
  });
});
