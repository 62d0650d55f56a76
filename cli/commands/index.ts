import type { Command } from 'commander';

type AddCommand = (program: Command) => void;

/** Verbs → their module, in the order of the help. Loaded when asked for: the graph alone costs half a second. */
const modules: readonly {
  readonly verbs: readonly string[];
  readonly load: () => Promise<AddCommand>;
}[] = [
  { verbs: ['demo'], load: async () => (await import('./demo.ts')).demoCommand },
  { verbs: ['run'], load: async () => (await import('./run.ts')).runCommand },
  { verbs: ['chat'], load: async () => (await import('./chat.ts')).chatCommand },
  { verbs: ['plan'], load: async () => (await import('./plan.ts')).planCommand },
  { verbs: ['runs'], load: async () => (await import('./runs.ts')).runsCommand },
  { verbs: ['archives'], load: async () => (await import('./archives.ts')).archivesCommand },
  { verbs: ['show'], load: async () => (await import('./show.ts')).showCommand },
  { verbs: ['worker'], load: async () => (await import('./worker.ts')).workerCommand },
  { verbs: ['serve'], load: async () => (await import('./serve.ts')).serveCommand },
  { verbs: ['resume'], load: async () => (await import('./resume.ts')).resumeCommand },
  { verbs: ['cancel'], load: async () => (await import('./cancel.ts')).cancelCommand },
  { verbs: ['retry'], load: async () => (await import('./retry.ts')).retryCommand },
  { verbs: ['rollback'], load: async () => (await import('./rollback.ts')).rollbackCommand },
  { verbs: ['approve', 'reject', 'answer'], load: async () => (await import('./answer.ts')).answerCommands },
  { verbs: ['audit'], load: async () => (await import('./audit.ts')).auditCommand },
  { verbs: ['gc'], load: async () => (await import('./gc.ts')).gcCommand },
  { verbs: ['check'], load: async () => (await import('./check.ts')).checkCommand },
  { verbs: ['snapshot'], load: async () => (await import('./snapshot.ts')).snapshotCommand },
  { verbs: ['diff'], load: async () => (await import('./diff.ts')).diffCommand },
  { verbs: ['types'], load: async () => (await import('./types.ts')).typesCommand },
  { verbs: ['agents'], load: async () => (await import('./agents.ts')).agentsCommand },
  { verbs: ['policy'], load: async () => (await import('./policy.ts')).policyCommand },
  { verbs: ['graph'], load: async () => (await import('./graph.ts')).graphCommand },
  { verbs: ['dev'], load: async () => (await import('./dev.ts')).devCommand },
  { verbs: ['doctor'], load: async () => (await import('./doctor.ts')).doctorCommand },
];

/** What adds the command of this verb; of all verbs where it is none, for the help and for suggestions. */
export function commandsFor(verb: string | undefined): Promise<AddCommand[]> {
  const wanted = modules.filter(({ verbs }) => verb !== undefined && verbs.includes(verb));
  return Promise.all((wanted.length === 0 ? modules : wanted).map(({ load }) => load()));
}
