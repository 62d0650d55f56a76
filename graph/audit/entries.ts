import { canonicalHash } from '../../policies/canonical.ts';
import type { Answer } from '../question.ts';
import type { Outcome } from '../state.ts';
import type { Asked } from '../store/decisions.ts';
import type { RunSpec } from '../store/runs.ts';
import type { AuditEntry } from './row.ts';

type Entry = Omit<AuditEntry, 'run_id'>;

const engine = 'godwit';

export const runCreated = (title: string, { request, target, requester }: RunSpec): Entry => ({
  key: 'created',
  kind: 'run-created',
  actor: requester,
  payload: {
    source: `${request.source.kind} ${request.source.ref}`,
    request: request.sha256,
    title: canonicalHash(title),
    target,
  },
});

/** Null for what needs no yes: what the planner wants to know. */
export const questionAsked = ({ question, interruptId }: Asked): Entry | null =>
  question.kind === 'clarification'
    ? null
    : {
        key: `asked.${interruptId}`,
        kind: 'question-asked',
        actor: engine,
        payload: {
          about: question.kind,
          call: question.callId,
          hash: question.hash,
          title: question.title,
          ...(question.kind === 'approval' ? { risk: question.risk.class } : {}),
        },
      };

/** As decisions are: each of a person once to each question. */
export const answerGiven = ({ question, interruptId }: Asked, { kind, callId, hash, by }: Answer): Entry => ({
  key: `answered.${interruptId}.${kind}.${by}`,
  kind: 'answer-given',
  actor: by,
  payload: { about: question.kind, call: callId, hash, answer: kind },
});

export const runEnded = ({ status, rule }: Pick<Outcome, 'status' | 'rule'>): Entry => ({
  key: 'ended',
  kind: 'run-ended',
  actor: engine,
  payload: { status, rule },
});

export const runCancelled = (by: string): Entry => ({
  key: 'cancelled',
  kind: 'run-cancelled',
  actor: by,
  payload: {},
});
