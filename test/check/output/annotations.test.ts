import fc from 'fast-check';
import { expect, test } from 'vitest';
import { annotationsOf } from '../../../check/output/annotations.ts';
import { findingsOf } from '../../../check/output/findings.ts';
import { hazard, reportWith } from './report.ts';

const annotations = (file: string, ...hazards: ReturnType<typeof hazard>[]) =>
  annotationsOf(findingsOf(reportWith({ file, hazards }), (path) => path));

test('one command a finding, with its file and line', () => {
  expect(
    annotations(
      'db/1.sql',
      hazard(),
      hazard({ level: 'error', remedy: null }),
      hazard({ level: 'advice', remedy: null }),
    ),
  ).toEqual([
    '::warning file=db/1.sql,line=3,title=godwit check%3A drop-table::table public.t goes with all its rows%0AInstead: keep it',
    '::error file=db/1.sql,line=3,title=godwit check%3A drop-table::table public.t goes with all its rows',
    '::notice file=db/1.sql,line=3,title=godwit check%3A drop-table::table public.t goes with all its rows',
  ]);
});

test('no text of a migration begins a command of its own, and all of it can be read back', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.oneof(fc.constantFrom(...'%\r\n:,=;0AD'), fc.string({ minLength: 1, maxLength: 1 })),
      }),
      fc.string({ unit: fc.constantFrom(...'%\r\n:,=a/') }),
      (message, file) => {
        const [command = '', ...more] = annotations(file, hazard({ message, remedy: null }));
        expect(more).toEqual([]);
        expect(command).not.toMatch(/[\r\n]/);
        const [, named = '', said = ''] =
          /^::warning file=([^,:]*),line=3,title=[^,:]*::(.*)$/s.exec(command) ?? [];
        expect(unescaped(named)).toBe(file);
        expect(unescaped(said)).toBe(message);
      },
    ),
  );
});

/** As the runner does it. */
const unescaped = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
