import type { InputPlace } from '../policies/place.ts';
import type { ProtocolStep } from '../tools/evidence.ts';

/** One line of a run's story: shown live, kept in the state database, told again by `godwit show`. */
export type TimelineEvent = { readonly agent: string | null; readonly text: string } & (
  | { readonly kind: 'run' | 'agent' | 'handoff' | 'waiting' | 'answer' | 'progress' | 'sent-back' | 'ended' }
  | {
      readonly kind: 'tool';
      readonly tool: string;
      readonly step: ProtocolStep | null;
      readonly ok: boolean;
      readonly ms: number;
    }
  | {
      readonly kind: 'verdict';
      readonly tool: string;
      readonly verdict: string;
      readonly rule: string;
      /** sha256 of tool and input in canonical form. */
      readonly inputHash: string;
      /** The part of the input that decided. */
      readonly place: InputPlace | null;
    }
);

export interface Timeline {
  /** Told once per key, even when a node runs again after a crash. */
  tell(key: string, event: TimelineEvent): Promise<void>;
}
