import assert from 'node:assert/strict';
import test from 'node:test';
import { readContent } from '../src/content.ts';

test('reads the flat form', () => {
  assert.deepEqual(readContent({ text: 'Count', hints: 'start small; look twice', points: 3 }), {
    text: 'Count',
    hints: ['start small', 'look twice'],
    points: 3,
  });
});

test('reads version 2, which keeps text and hints in a body', () => {
  assert.deepEqual(readContent({ version: 2, body: { text: 'Count', hints: 'start small' }, points: 3 }), {
    text: 'Count',
    hints: ['start small'],
    points: 3,
  });
});

test('reads missing and odd fields as empty', () => {
  const empty = { text: '', hints: [], points: 0 };
  for (const json of [{}, null, [], 'text', { text: 7, hints: null, points: '3' }, { body: [] }]) {
    assert.deepEqual(readContent(json), empty);
  }
  assert.deepEqual(readContent({ text: 'Count', hints: ' ; ' }), { text: 'Count', hints: [], points: 0 });
});
