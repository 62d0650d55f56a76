import picocolors from 'picocolors';

export type Style = ReturnType<typeof picocolors.createColors>;

/** Colours on a terminal only; NO_COLOR and TERM=dumb are honoured, FORCE_COLOR wins over no terminal. */
export function styleFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Style {
  const forced = (env.FORCE_COLOR ?? '0') !== '0';
  const wanted = (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  return picocolors.createColors(wanted && (forced || stream.isTTY === true));
}

/** 12 ms, 1.4 s, 2 min 5 s. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** Text from outside must not move the cursor or recolour the terminal: control and bidi characters are shown escaped. */
export const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
