import { z } from 'zod';
import { Approvers } from './approvals/approvers.ts';
import { Risk } from './approvals/risk.ts';

/**
 * What a run waits for. `approval`: exactly this migration may be merged. `confirmation`: exactly this call of a
 * tool may run. `clarification`: the planner asks the requester. `budget`: exactly so much more may be spent.
 */
export const Question = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('approval'),
    callId: z.string(),
    /** Hash of the migration; the approval has to name it. */
    hash: z.string(),
    title: z.string(),
    /** How the request was read: hazards, assumptions, what was left alone; one per line. */
    notes: z.array(z.string()).default([]),
    /** Facts for the person, one per line. */
    facts: z.array(z.string()),
    up: z.string(),
    down: z.string(),
    /** Hashes of the schema between which the migration was proven; production that has another one voids a yes. */
    schemaBefore: z.string(),
    schemaAfter: z.string(),
    risk: Risk,
    approvers: Approvers,
    /** ISO time; a yes that comes later does not count. */
    expires: z.string(),
    /** False: the policy wants a person, `--yes` is not enough. */
    allowUnattended: z.boolean(),
  }),
  z.object({
    kind: z.literal('confirmation'),
    callId: z.string(),
    /** Hash of tool, input, run and policy. */
    hash: z.string(),
    title: z.string(),
    tool: z.string(),
    /** The input as the person has to see it: escaped. */
    input: z.string(),
    reason: z.string(),
    /** Of the agent, as it was when this was asked; under another one the yes does not count. */
    policyVersion: z.string(),
    /** ISO time; a yes that comes later does not count. */
    expires: z.string(),
    allowUnattended: z.boolean(),
  }),
  z.object({
    kind: z.literal('clarification'),
    callId: z.string(),
    hash: z.string(),
    title: z.string(),
    questions: z.array(z.string()),
    /** What of the request is understood already, a change a line. */
    understood: z.array(z.string()).default([]),
    /** What in the text looks like an attack. */
    hazards: z.array(z.string()).default([]),
  }),
  z.object({
    kind: z.literal('budget'),
    callId: z.string(),
    /** Hash of run, limit and new limit. */
    hash: z.string(),
    /** What is spent, of what. */
    title: z.string(),
    /** The new limit, in words. */
    raisedTo: z.string(),
    /** What every agent has spent, a line each. */
    spent: z.array(z.string()),
    /** Who does not want to be asked sets the limit in godwit.yaml. */
    allowUnattended: z.literal(false),
  }),
]);
export type Question = z.infer<typeof Question>;

const bound = { callId: z.string(), hash: z.string(), by: z.string(), at: z.string() };

/** One of several who said yes. */
const Voice = z.object({
  by: z.string(),
  at: z.string(),
  /** Nobody looked: an option said yes. */
  unattended: z.literal(true).optional(),
});
export type Voice = z.infer<typeof Voice>;

/** A person's answer; bound to the question by call and hash. */
export const Answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yes'), ...bound, unattended: z.literal(true).optional() }),
  z.object({ kind: z.literal('no'), ...bound, reason: z.string() }),
  z.object({ kind: z.literal('text'), ...bound, text: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** What a question that is open comes to: its answer, with all who gave it, or that it has to be asked anew. */
export const Resolution = z.discriminatedUnion('kind', [
  Answer.options[0].extend({ voices: z.array(Voice).min(1) }),
  Answer.options[1],
  Answer.options[2],
  z.object({ kind: z.literal('again'), callId: z.string(), hash: z.string(), why: z.string() }),
]);
export type Resolution = z.infer<typeof Resolution>;
