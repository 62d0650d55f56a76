import { expect, test } from 'vitest';
import { branchMigration, isVerified } from '../../graph/facts.ts';
import { isProven } from '../../graph/protocol/proof.ts';
import { type Evidence, hashEvidence, recordEvidence } from '../../tools/evidence.ts';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

const seen = (fact: string, subject: string, branch: string, ok = true): Evidence =>
  recordEvidence(
    { step: 'rollback', fact, subject, ok, summary: fact, observed: { branch_id: branch } },
    'test',
    'call',
    new Date(0),
  );

const proof = (hash: string, branch: string): Evidence[] => [
  seen('applied', hash, branch),
  seen('rolled-back', hash, branch),
  seen('reapplied', hash, branch),
];

test('a migration is proven by one branch alone', () => {
  expect(isProven(proof(a, 'x'), a, 'x')).toBe(true);
  expect(isProven(proof(a, 'x'), a, 'y')).toBe(false);
  expect(isProven([...proof(a, 'x'), ...proof(b, 'y')], b, 'x')).toBe(false);
  const borrowed = [seen('applied', a, 'x'), seen('rolled-back', a, 'y'), seen('reapplied', a, 'x')];
  expect(isProven(borrowed, a, 'x')).toBe(false);
});

test('of what was repeated the last time counts', () => {
  const failedLater = [...proof(a, 'x'), seen('rolled-back', a, 'x', false), seen('reapplied', a, 'x')];
  expect(isProven(failedLater, a, 'x')).toBe(false);
  expect(isProven([...failedLater, ...proof(a, 'x')], a, 'x')).toBe(true);
});

test('a branch that was made anew proves nothing of before', () => {
  const ledger = [...proof(a, 'x'), seen('verified', a, 'x'), seen('rebased', 'x', 'x')];
  expect(isProven(ledger, a, 'x')).toBe(false);
  expect(isVerified(ledger, 'x', a)).toBe(false);
  expect(branchMigration(ledger, 'x')).toBeUndefined();
});

test('a verdict is about what the branch held then', () => {
  const verified = [...proof(a, 'x'), seen('verified', a, 'x')];
  expect(isVerified(verified, 'x', a)).toBe(true);
  expect(isVerified(verified, 'y', a)).toBe(false);
  expect(isVerified([...verified, seen('applied', b, 'y')], 'x', a)).toBe(true);
  expect(isVerified([...verified, seen('reapplied', a, 'x')], 'x', a)).toBe(false);
});

test('evidence keeps its hash whatever order jsonb gives its keys', () => {
  const evidence = recordEvidence(
    {
      step: 'merge',
      fact: 'f',
      subject: 's',
      ok: true,
      summary: '',
      observed: { zz: [{ b: 1, aa: 2 }], y: 1 },
    },
    't',
    'c',
    new Date(0),
  );
  const back = { ...evidence, observed: { y: 1, zz: [{ aa: 2, b: 1 }] } };
  expect(hashEvidence(back)).toBe(evidence.hash);
  expect(hashEvidence({ ...back, observed: { y: 1, zz: [{ aa: 2, b: 2 }] } })).not.toBe(evidence.hash);
});
