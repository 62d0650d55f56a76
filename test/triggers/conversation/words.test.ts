import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../triggers/conversation/words.ts';

const issue = { slash: true, plainAnswers: false };
const thread = { slash: false, plainAnswers: true };
const runs = ['k3f8a2qx', 'separate'];
const says = (text: string, grammar = issue) => wordsOf(text, grammar, runs);

describe('what a comment says', () => {
  test('a command on its first line, below what it quotes', () => {
    expect(says('/approve k3f8a2qx 7F3A91C2')).toEqual({
      says: 'approve',
      run: 'k3f8a2qx',
      hash: '7f3a91c2',
    });
    expect(says('> who?\n\n/answer In a column\nof its own')).toEqual({
      says: 'answer',
      text: 'In a column\nof its own',
    });
    expect(says('/answer k3f8a2qx yes')).toEqual({ says: 'answer', run: 'k3f8a2qx', text: 'yes' });
    expect(says('/reject k3f8a2qx too late\r\nthis week')).toMatchObject({ reason: 'too late\nthis week' });
    expect(says('/reject k3f8a2qx')).toMatchObject({ reason: 'no reason given' });
    expect(says('`/approve k3f8a2qx 7f3a91c2`')).toMatchObject({ says: 'approve' });
    expect(says('I think\n/approve k3f8a2qx 7f3a91c2')).toMatchObject({ says: 'plain' });
  });

  test('a command of which a part is missing, or that names another run, decides nothing', () => {
    for (const text of [
      '/approve',
      '/approve k3f8a2qx',
      '/approve k3f8a2qx 7f3a91c',
      '/approve 7f3a91c2',
      '/reject',
    ])
      expect(says(text)).toMatchObject({ says: 'part' });
    for (const text of [
      '/approve k3f8a2qx 7f3a91c2 once ben has a backup',
      '/approve k3f8a2qx 7f3a91c2, not!',
      '/approve k3f8a2qx\n7f3a91c2',
    ])
      expect(says(text)).toMatchObject({ says: 'part', verb: 'approve' });
    expect(says('/approve k3f8a2qx 7f3a91c2 \n\nThank you!')).toMatchObject({ says: 'approve' });
    expect(says('/approve aaaaaaaa 7f3a91c2')).toMatchObject({ says: 'part', verb: 'approve' });
    expect(says('/answer')).toMatchObject({ says: 'part', verb: 'answer' });
    expect(says('/approved k3f8a2qx 7f3a91c2')).toMatchObject({ says: 'plain' });
  });

  test('a bare yes, and talk', () => {
    expect(says('Go ahead!')).toMatchObject({ says: 'assent' });
    expect(says('lgtm')).toMatchObject({ says: 'assent' });
    expect(says('approve this, please')).toMatchObject({ says: 'assent' });
    expect(says('reject that idea altogether')).toMatchObject({ says: 'plain' });
    expect(says('answer me')).toMatchObject({ says: 'plain' });
    expect(says('approve k3f8a2qx 7f3a91c2')).toMatchObject({ says: 'approve' });
  });

  test('in a thread commands have no slash', () => {
    expect(says('approve k3f8a2qx 7f3a91c2', thread)).toMatchObject({ says: 'approve' });
    expect(says('reject this', thread)).toMatchObject({ says: 'part', verb: 'reject' });
    expect(says('In a column of its own', thread)).toEqual({ says: 'plain', text: 'In a column of its own' });
  });

  test('what nobody sees is not read', () => {
    expect(says('<!-- /approve k3f8a2qx 7f3a91c2 -->')).toMatchObject({ says: 'plain', text: '' });
    expect(says('/approve\u{200B} k3f8a2qx 7f3a91c2')).toMatchObject({ says: 'approve' });
  });
});
