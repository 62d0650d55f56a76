import type { OfferedFollowUp } from '../../graph/follow-ups/follow-up.ts';
import { escaped, type Style } from './style.ts';

/** What a migration leaves to later ones, with the command for each. */
export const later = (followUps: readonly OfferedFollowUp[], { bold, dim }: Style): string[] =>
  followUps.length === 0
    ? []
    : [
        '',
        `  ${bold('To do later')}`,
        ...followUps.flatMap(({ what, notBefore, command }) => [
          `  ${escaped(what)}`,
          `    ${escaped(command)} ${dim(`from ${notBefore} on`)}`,
        ]),
      ];
