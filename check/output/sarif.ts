import { createHash } from 'node:crypto';
import type { Hazard } from '../prove/report.ts';
import { identityOf, keyOf } from './finding-key.ts';
import type { Finding } from './findings.ts';

/** A log of the Static Analysis Results Interchange Format 2.1.0, as code hosts read it. */
export interface Sarif {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly SarifRun[];
}

interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
}

interface SarifDriver {
  readonly name: string;
  readonly version: string;
  readonly rules: readonly SarifRule[];
}

interface SarifRule {
  readonly id: string;
  /** GitHub asks for all three. */
  readonly shortDescription: SarifText;
  readonly fullDescription: SarifText;
  readonly help: SarifText;
  readonly defaultConfiguration: { readonly level: SarifLevel };
}

interface SarifText {
  readonly text: string;
}

type SarifLevel = 'error' | 'warning' | 'note';

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
  }[];
  /** Keeps a result the same one when lines before it move. */
  readonly partialFingerprints: { readonly 'godwitFinding/v1': string };
  readonly suppressions?: readonly { readonly kind: 'external'; readonly justification: string }[];
}

const levels: Readonly<Record<Hazard['level'], SarifLevel>> = {
  error: 'error',
  warning: 'warning',
  advice: 'note',
};

export interface SarifOptions {
  readonly version: string;
  /** In a baseline: shown as suppressed. */
  readonly accepted?: ReadonlySet<Finding>;
}

export function sarifOf(findings: readonly Finding[], { version, accepted }: SarifOptions): Sarif {
  const levelOf = new Map(findings.map(({ rule, level }) => [rule, levels[level]]));
  const rules = [...levelOf].map(([id, level]) => ruleOf(id, level));
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const results = findings.map((finding): SarifResult => {
    const { rule, level, message, remedy, file, line } = finding;
    const uri = uriOf(file);
    return {
      ruleId: rule,
      ruleIndex: indexOf.get(rule) ?? -1,
      level: levels[level],
      message: { text: remedy === null ? message : `${message}\nInstead: ${remedy}` },
      locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
      partialFingerprints: {
        'godwitFinding/v1': createHash('sha256')
          .update(keyOf(identityOf(finding)))
          .digest('hex'),
      },
      ...(accepted?.has(finding) === true && {
        suppressions: [{ kind: 'external', justification: 'accepted in the baseline' }],
      }),
    };
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      { tool: { driver: { name: 'godwit check', version, rules } }, columnKind: 'utf16CodeUnits', results },
    ],
  };
}

/** `drop-table`: drop table */
function ruleOf(id: string, level: SarifLevel): SarifRule {
  const words = { text: id.replaceAll('-', ' ') };
  const help = {
    text: `Rule ${id} of godwit check: docs/hazards.md says what is measured and what to do instead.`,
  };
  return { id, shortDescription: words, fullDescription: words, help, defaultConfiguration: { level } };
}

/** A relative reference; a colon in its first part would make that a scheme. */
function uriOf(path: string): string {
  const uri = path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
