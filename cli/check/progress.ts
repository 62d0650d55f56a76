import { escaped } from '../output/style.ts';

/** One line on stderr that is written over; nothing where stderr is no terminal. */
export function progressLine({ stderr }: NodeJS.Process): { show(line: string): void; clear(): void } {
  const shown = stderr.isTTY === true;
  const clear = () => void (shown && stderr.write('\r\u001b[2K'));
  return {
    show(line) {
      const width = stderr.columns ?? 80;
      if (shown) stderr.write(`\r\u001b[2K${escaped(line).slice(0, Math.max(0, width - 1))}`);
    },
    clear,
  };
}
