import { listAudit } from '../../graph/audit/read.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export interface ListOptions {
  readonly run?: string;
  readonly limit: number;
  readonly json?: boolean;
}

export async function list({ run, limit, json }: ListOptions): Promise<void> {
  const channel = openChannel(json === true, process);
  await using session = new Session(process.env, channel);
  const rows = await listAudit((await session.state()).pool, { run, limit });
  const { style, print } = channel;
  const width = String(rows.at(-1)?.seq ?? '').length;
  for (const { seq, at, run_id, kind, actor, payload } of rows)
    print(
      `${String(seq).padStart(width)}  ${style.dim(at)}  ${run_id}  ${kind.padEnd(14)}  ${escaped(actor)}  ${style.dim(facts(payload))}`,
    );
  if (rows.length === 0)
    print(style.dim(run === undefined ? 'nothing was audited yet' : `nothing is audited of run ${run}`));
  channel.result({ type: 'result', rows });
}

/** The payload in a line; hashes are cut, `--json` has them whole. */
const facts = (payload: Readonly<Record<string, unknown>>): string =>
  Object.entries(payload)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .map((fact) => escaped(fact).replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1'))
    .join(' ');
