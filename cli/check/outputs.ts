import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import {
  type AcceptedFinding,
  type Baseline,
  BaselineInvalid,
  baselineOf,
  compareBaseline,
  parseBaseline,
  renderBaseline,
} from '../../check/baseline.ts';
import { annotationsOf } from '../../check/output/annotations.ts';
import { type Finding, findingsOf } from '../../check/output/findings.ts';
import { sarifOf } from '../../check/output/sarif.ts';
import type { MigrationReport } from '../../check/prove/index.ts';
import type { Channel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';
import { OutputNotWritten } from './errors.ts';

export interface OutputOptions {
  readonly sarif?: string;
  readonly annotations?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** What a check leaves for other programs, and what a baseline takes out of it. */
export class CheckOutputs {
  readonly #options: OutputOptions;
  readonly #baseline: Baseline;
  readonly #findings: Finding[] = [];
  readonly #accepted = new Set<Finding>();
  readonly #stale: AcceptedFinding[] = [];

  /** Reads the baseline: a wrong one is told before anything runs. @throws BaselineInvalid */
  constructor(options: OutputOptions) {
    this.#options = options;
    this.#baseline = options.baseline === undefined ? baselineOf([]) : readBaseline(options.baseline);
  }

  /** Takes a report of a layout at `path` in; returns it without the hazards that the baseline accepts. */
  add(
    path: string,
    report: MigrationReport,
  ): { readonly report: MigrationReport; readonly accepted: boolean } {
    const findings = findingsOf(report, (file) => pathFromHere(path, file));
    const checked = new Set(
      findings.map(({ migration }) => migration).concat(pathFromHere(path, report.file)),
    );
    const { accepted, stale } = compareBaseline(this.#baseline, findings, checked);
    this.#findings.push(...findings);
    for (const finding of accepted) this.#accepted.add(finding);
    this.#stale.push(...stale);
    const ofHazards = findings.slice(findings.length - report.hazards.length);
    const hazards = report.hazards.filter((_, at) => {
      const finding = ofHazards[at];
      return finding === undefined || !accepted.has(finding);
    });
    const errors = findings.filter(({ level }) => level === 'error');
    const settled = this.#options.writeBaseline !== undefined || errors.every((one) => accepted.has(one));
    return { report: { ...report, hazards }, accepted: errors.length > 0 && settled };
  }

  /** @throws OutputNotWritten */
  finish(version: string, { note }: Channel): void {
    const { sarif, annotations, writeBaseline, baseline } = this.#options;
    const left = this.#findings.filter((finding) => !this.#accepted.has(finding));
    if (sarif !== undefined) {
      const log = sarifOf(this.#findings, { version, accepted: this.#accepted });
      write(sarif, `${JSON.stringify(log, null, 2)}\n`);
    }
    if (writeBaseline !== undefined) write(writeBaseline, renderBaseline(baselineOf(this.#findings)));
    if (annotations === true) for (const line of annotationsOf(left)) note(line);
    for (const { migration, rule, message } of this.#stale)
      note(
        `${escaped(baseline ?? '')}: no longer found, take it out: ${escaped(`${migration}: ${rule}: ${message}`)}`,
      );
  }
}

function readBaseline(file: string): Baseline {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BaselineInvalid(file, `it cannot be read (${codeOf(error)})`, error);
  }
  return parseBaseline(text, file);
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new OutputNotWritten(file, codeOf(error), error);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

/** A code host's root is where the check is started; a path out of it stays as it is. */
function pathFromHere(path: string, file: string): string {
  const folder = statSync(path, { throwIfNoEntry: false })?.isFile() === true ? dirname(path) : path;
  return relative('.', join(folder, file)).split(sep).join('/');
}
