import { expect, test } from 'vitest';
import { ActivityLine } from '../../cli/output/activity.ts';
import { styleFor } from '../../cli/output/style.ts';

test('a quiet terminal is told how long it has been quiet; what comes then takes the place of the line', () => {
  let written = '';
  const screen = { isTTY: true, columns: 60, write: (text: string) => (written += text) };
  const line = new ActivityLine(screen, styleFor({}, {}));
  const at = new Date('2026-11-27T12:00:00Z');
  const event = {
    kind: 'progress' as const,
    agent: 'specialist',
    text: 'step 1:\n40 rows done, of a great many more',
  };
  line.tell(at.getTime());
  line.heard(at, event);
  line.tell(at.getTime() + 19_000);
  expect(written).toBe('');
  line.tell(at.getTime() + 40_000);
  expect(written).toBe('last activity 40 s ago: specialist: step 1: 40 rows done, o');
  line.heard(at, event);
  line.end();
  expect(written.endsWith('\r\u001b[2K')).toBe(true);
});
