import type { Model } from '../../agents/models/model.ts';
import type { Provider } from '../../postgres/provider.ts';
import type { Tool } from '../../tools/define.ts';
import type { Workspace } from '../../tools/workspace/workspace.ts';
import type { Decided } from '../approvals/decide.ts';
import type { LoadedAgent } from '../context.ts';
import type { Answer, Question } from '../question.ts';
import type { StateDatabase } from '../store/state-database.ts';
import type { StoredEvent } from '../store/timeline.ts';

/** What all runs of a process share. */
export interface EngineParts {
  readonly state: StateDatabase;
  readonly agents: readonly LoadedAgent[];
  readonly tools: ReadonlyMap<string, Tool>;
}

/** What one run works with in this process. */
export interface RunParts {
  readonly model: Model;
  readonly workspace: Workspace;
  readonly provider: Provider;
  /** Breaks off what is under way. */
  readonly signal: AbortSignal;
  /** Stops the run after the effect that is under way; it goes on from there. Its reason comes out as the error. */
  readonly drain?: AbortSignal;
  readonly onEvent: (event: StoredEvent) => void;
  /** Answers what the run asks; `undefined` leaves the question to somebody else. */
  readonly answer: (question: Question, runId: string) => Promise<Answer | undefined>;
  /** What came of the decision that the run was resumed with. */
  readonly onDecided?: (decided: Decided) => void;
}
