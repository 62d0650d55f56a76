import { exitCode } from '../../errors.ts';
import { auditProtection } from '../../graph/audit/protection.ts';
import { knownRuns } from '../../graph/audit/read.ts';
import { type Anchor, anchorText, readAnchor } from '../../graph/audit/row.ts';
import { type KeptAnchor, verifyAudit } from '../../graph/audit/verify.ts';
import { type AuditTrailer, auditTrailers } from '../../tools/workspace/index.ts';
import { openChannel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { Session } from '../session.ts';

export interface VerifyOptions {
  readonly head?: readonly Anchor[];
  readonly workspace?: string;
  readonly skipUnknownRuns?: boolean;
  readonly json?: boolean;
}

export async function verify({ head = [], workspace, skipUnknownRuns, json }: VerifyOptions): Promise<void> {
  const channel = openChannel(json === true, process);
  await using session = new Session(process.env, channel);
  const trailers = workspace === undefined ? [] : await auditTrailers(workspace);
  const { pool } = await session.state();
  const known = await knownRuns(pool, [...new Set(trailers.flatMap(({ run }) => run ?? []))]);
  const isKnown = ({ run }: AuditTrailer): boolean => run !== null && known.has(run);
  const unknown = trailers.filter((trailer) => !isKnown(trailer));
  const kept = skipUnknownRuns === true ? trailers.filter(isKnown) : trailers;
  const anchors = [...head.map((anchor) => ({ ...anchor, where: '--head' })), ...kept.flatMap(fromCommit)];

  const verified = await verifyAudit(pool, anchors);
  const protection = await auditProtection(pool);
  const { rows, broken } = verified;
  const { style, print } = channel;
  if (broken === null)
    print(`${style.green('✓')} ${rows === 0 ? 'no rows yet' : `${rows} rows, unbroken from 1 to ${rows}`}`);
  else {
    print(`${style.red('✗')} ${style.bold(broken.how)}: ${escaped(broken.text)}`);
    print(`  ${rows} ${rows === 1 ? 'row' : 'rows'} before it as written`);
  }
  if (verified.head !== null) print(`  head       ${anchorText(verified.head)}`);
  print(
    `  anchors    ${anchors.length === 0 ? 'none given: rows cut off at the end would not be noticed (--workspace DIR, --head SEQ:HASH)' : `${verified.anchors} of ${anchors.length} in the chain`}`,
  );
  if (unknown.length > 0)
    print(
      `  unknown    ${unknown.length} commits are of runs that this state database does not know${skipUnknownRuns === true ? ', and were left out' : '; where those have another one: --skip-unknown-runs'}`,
    );
  print(`  guarded    ${protection.text}`);
  channel.result({
    type: 'result',
    intact: broken === null,
    rows,
    head: verified.head === null ? null : anchorText(verified.head),
    broken,
    anchors: { given: anchors.length, held: verified.anchors, unknownRuns: unknown.length },
    protection,
  });
  process.exitCode = broken === null ? exitCode.done : exitCode.failed;
}

/** A line that somebody wrote by hand and that names no row is none. */
function fromCommit({ commit, value, run }: AuditTrailer): KeptAnchor[] {
  const anchor = readAnchor(value);
  const of = run === null ? '' : ` of run ${run}`;
  return anchor === undefined ? [] : [{ ...anchor, where: `commit ${commit.slice(0, 12)}${of}` }];
}
