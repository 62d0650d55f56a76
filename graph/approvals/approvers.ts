import { z } from 'zod';
import type { ApprovalsConfig, RiskClass } from '../../tools/workspace/approvals-config.ts';

/** Who has to say yes to a migration; part of the question, so that whoever decides needs nothing else. */
export const Approvers = z.object({
  /** Null: anybody. */
  named: z.array(z.string()).nullable(),
  /** Different people that it takes. */
  count: z.int().min(1),
  /** Who asked for the change, where they do not count. */
  except: z.array(z.string()),
  /** `--yes` may stand for a person, where the agent's policy lets it. */
  unattended: z.boolean(),
  /** Where godwit.yaml says otherwise, e.g. `approvals.high`. */
  key: z.string(),
});
export type Approvers = z.infer<typeof Approvers>;

export interface ApprovalRule {
  readonly approvers: Approvers;
  readonly expireHours: number;
}

/** A day: enough for somebody in another time zone; after more, what was measured may no longer be so. */
const defaultExpireHours = 24;

/**
 * What holds for a migration of this risk on this target; see docs/approvals.md. Without a word in godwit.yaml, high
 * risk wants four eyes, except on the embedded server, which is a developer's own.
 */
export function approvalRule(
  config: ApprovalsConfig,
  target: { readonly name: string; readonly isEmbedded: boolean },
  risk: RiskClass,
  requesters: readonly string[],
): ApprovalRule {
  const special = config.targets?.[target.name] ?? {};
  const said = { ...config[risk], ...special[risk] };
  const key = special[risk] === undefined ? `approvals.${risk}` : `approvals.targets.${target.name}.${risk}`;
  const fourEyes =
    said.four_eyes ?? (risk === 'high' && (!target.isEmbedded || said.approvers !== undefined));
  const named = said.approvers ?? null;
  const count = said.count ?? 1;
  const unattended =
    special.unattended ??
    config.unattended ??
    (target.isEmbedded ? ['low', 'moderate', 'high'] : ['low', 'moderate']);
  return {
    approvers: {
      named,
      count,
      except: fourEyes ? [...new Set(requesters)] : [],
      // Nobody knows who `--yes` is: where somebody in particular has to say it, or several, it is not enough.
      unattended: unattended.includes(risk) && !fourEyes && named === null && count === 1,
      key,
    },
    expireHours: special.expire_hours ?? config.expire_hours ?? defaultExpireHours,
  };
}

/** Neither letter case nor the way they come in makes another person of somebody: `github:Ana` is `ana`. */
export function isSamePerson(one: string, other: string): boolean {
  const [first, second] = [one.toLowerCase(), other.toLowerCase()];
  return first === second || withoutWay(first) === second || first === withoutWay(second);
}

const withoutWay = (name: string): string => name.replace(/^[a-z]+:/, '');

/** In words, for whoever is asked. */
export function whoApproves({ named, count, except }: Approvers): string {
  const who = named === null ? 'anybody' : named.join(', ');
  const many = count === 1 ? who : `${count} different people${named === null ? '' : ` of ${who}`}`;
  return except.length === 0 ? many : `${many}, but not ${except.join(' or ')}, who asked for it`;
}
