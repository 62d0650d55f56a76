import { expect, test } from 'vitest';
import { findingsOf } from '../../../check/output/findings.ts';
import { sarifOf } from '../../../check/output/sarif.ts';
import { hazard, reportWith } from './report.ts';

const findings = (...hazards: ReturnType<typeof hazard>[]) =>
  findingsOf(reportWith({ file: 'a b/1_ü#m.up.sql', hazards }), (file) => file);

test('a log has every field that the schema requires, and each result its rule', () => {
  const log = sarifOf(findings(hazard(), hazard({ rule: 'json-column', line: 9, remedy: null })), {
    version: '1.2.3',
  });
  expect(log).toMatchObject({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'godwit check',
            version: '1.2.3',
            rules: [{ id: 'drop-table' }, { id: 'json-column' }],
          },
        },
        results: [
          {
            ruleId: 'drop-table',
            ruleIndex: 0,
            level: 'warning',
            message: { text: 'table public.t goes with all its rows\nInstead: keep it' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20b/1_%C3%BC%23m.up.sql' },
                  region: { startLine: 3 },
                },
              },
            ],
          },
          { ruleId: 'json-column', ruleIndex: 1, message: { text: 'table public.t goes with all its rows' } },
        ],
      },
    ],
  });
});

test('advice is a note; a path may look like a scheme and stays one', () => {
  const levels = (['error', 'warning', 'advice'] as const).map(
    (level) =>
      sarifOf([...findingsOf(reportWith({ hazards: [hazard({ level })] }), (file) => file)], { version: '1' })
        .runs[0]?.results[0]?.level,
  );
  expect(levels).toEqual(['error', 'warning', 'note']);
  const [odd] = findingsOf(reportWith({ hazards: [hazard()] }), () => 'c:x.sql');
  const uri =
    odd &&
    sarifOf([odd], { version: '1' }).runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
  expect(uri).toBe('c%3Ax.sql');
});

test('a result is the same when its line moves, another when it says something else', () => {
  const prints = sarifOf(findings(hazard(), hazard({ line: 90 }), hazard({ message: 'other' })), {
    version: '1',
  }).runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints['godwitFinding/v1']);
  expect(prints?.[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(prints?.[1]).toBe(prints?.[0]);
  expect(prints?.[2]).not.toBe(prints?.[0]);
});

test('what the baseline accepts is suppressed, the rest is not', () => {
  const [first, second] = findings(hazard(), hazard({ message: 'other' }));
  if (first === undefined || second === undefined) throw new Error('two findings');
  const results = sarifOf([first, second], { version: '1', accepted: new Set([first]) }).runs[0]?.results;
  expect(results?.map(({ suppressions }) => suppressions?.length ?? 0)).toEqual([1, 0]);
});

test('no findings make an empty list, which a code host takes for "all is mended"', () => {
  expect(sarifOf([], { version: '1' }).runs).toHaveLength(1);
  expect(sarifOf([], { version: '1' }).runs[0]?.results).toEqual([]);
});
