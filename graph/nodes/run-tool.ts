import { cutInside, fence } from '../../agents/models/fence.ts';
import type { ToolUseBlock } from '../../agents/models/model.ts';
import { GodwitError } from '../../errors.ts';
import type { Tool } from '../../tools/define.ts';
import { type Evidence, observed, recordEvidence } from '../../tools/evidence.ts';
import type { RunContext } from '../context.ts';
import type { RunStateValue } from '../state.ts';
import { storable } from '../store/jsonb.ts';

type Acted = { content: string; isError: boolean; evidence: Evidence[] };

/** Longest tool result that goes into a conversation, in characters: some 15,000 tokens. */
const maxResult = 60_000;

/** Runs one tool once: a finished effect is answered from the journal, whoever asks again. */
export async function runTool(
  tool: Tool,
  call: ToolUseBlock,
  agent: string,
  state: RunStateValue,
  context: RunContext,
): Promise<Acted> {
  const { signal, timeline } = context;
  const started = Date.now();
  let line = 0;
  const acted = await context.journal.once<Acted>(
    { id: call.id, tool: tool.name, input: call.input },
    async (attempt) => {
      try {
        const input = tool.input.parse(call.input);
        const { output, observed: seen } = await tool.run(
          input,
          {
            runId: state.runId,
            agent,
            callId: call.id,
            workspace: { ...context.workspace, gitBranch: state.gitBranch },
            provider: context.provider,
            ledger: state.evidence,
            consent: state.consent?.callId === call.id ? state.consent : null,
            firstVersion: context.firstVersion,
            auditHead: () => context.audit.head(),
            signal,
            progress: (text) =>
              void timeline.tell(`${call.id}.${attempt}.${line++}`, { kind: 'progress', agent, text }),
          },
          context.agents.get(agent)?.policy.tools.get(tool.name)?.constraints,
        );
        const at = new Date();
        return {
          content: resultText(tool, input, output),
          isError: false,
          evidence: (seen ?? []).map((observation) =>
            // Before it is hashed: what is stored must be what the hash is of.
            recordEvidence(storable(observation), tool.name, call.id, at),
          ),
        };
      } catch (error) {
        // A lost connection or a stop is not the model's business: the run stops here and can go on from here.
        if (signal.aborted || !(error instanceof GodwitError) || error.transient) throw error;
        return { content: errorText(error), isError: true, evidence: [] };
      }
    },
  );
  await timeline.tell(`${call.id}.acted`, {
    kind: 'tool',
    agent,
    tool: tool.name,
    step: acted.evidence[0]?.step ?? null,
    ms: Date.now() - started,
    ...whatCameOut(acted, call, state),
  });
  return acted;
}

function whatCameOut(
  { content, isError, evidence }: Acted,
  { input }: ToolUseBlock,
  { draft }: RunStateValue,
): { ok: boolean; text: string } {
  if (isError) return { ok: false, text: content };
  const [first] = evidence;
  if (first === undefined) return { ok: true, text: briefly(input) };
  // A check of the draft in its own words, so that nobody has to read its SQL.
  const checks = [...(draft?.preconditions ?? []), ...(draft?.verifications ?? [])];
  const check = checks.find(({ sql }) => first.fact === 'query' && sql.trim() === first.subject);
  if (check !== undefined) {
    const counted = observed(first, 'counted');
    return counted === 0
      ? { ok: true, text: check.holds }
      : { ok: false, text: `not true that ${check.holds}: ${first.summary}` };
  }
  const text = evidence.map(({ summary }) => summary).join('; ');
  return { ok: evidence.every(({ ok }) => ok), text };
}

/** What a call was about, where the tool left no evidence: the path, the command, the pattern. */
function briefly(input: unknown): string {
  const [first] = Object.values(input ?? {});
  return typeof first === 'string' ? first : '';
}

const errorText = ({ message, hint }: GodwitError): string =>
  hint === undefined ? message : `${message}\n${hint}`;

/** What a call itself said may come back: the files of a migration are as long as its SQL. */
export function resultText(
  { annotations, readOn, longest }: Pick<Tool, 'annotations' | 'readOn' | 'longest'>,
  input: unknown,
  output: unknown,
): string {
  const text = JSON.stringify(output);
  const most = Math.max(maxResult, longest?.(input) ?? 0, 2 * JSON.stringify(input).length);
  return cutInside(annotations.trusted === true ? text : fence('data', text), most, readOn);
}
