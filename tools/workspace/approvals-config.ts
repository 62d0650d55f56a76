import { z } from 'zod';

export const riskClasses = ['low', 'moderate', 'high'] as const;
export type RiskClass = (typeof riskClasses)[number];

/** Who approves migrations of one class of risk. */
const ClassRule = z
  .strictObject({
    /** Names as the way they come in gives them; anybody where none are named. */
    approvers: z.array(z.string().trim().min(1)).min(1).optional(),
    /** Different people who have to say yes. */
    count: z.int().min(1).max(20).optional(),
    /** Whoever asked for the change does not count. */
    four_eyes: z.boolean().optional(),
  })
  .refine(({ approvers, count = 1 }) => approvers === undefined || count <= new Set(approvers).size, {
    message: 'more people have to say yes than approvers are named',
    path: ['count'],
  });
export type ClassRule = z.infer<typeof ClassRule>;

const rules = {
  /** Classes that `--yes` may approve. */
  unattended: z.array(z.enum(riskClasses)).optional(),
  /** A month: what was measured longer ago says little about the database of today. */
  expire_hours: z.number().positive().max(720).optional(),
  low: ClassRule.optional(),
  moderate: ClassRule.optional(),
  high: ClassRule.optional(),
};
const Rules = z.strictObject(rules);
export type ApprovalRules = z.infer<typeof Rules>;

/** The section `approvals` of godwit.yaml. */
export const ApprovalsConfig = z.strictObject({
  ...rules,
  /** By target, as a run shows it; goes before what stands above. */
  targets: z
    .record(z.string().regex(/^.+ on .+:\d+$/, 'a target is written DATABASE on HOST:PORT'), Rules)
    .optional(),
});
export type ApprovalsConfig = z.infer<typeof ApprovalsConfig>;
