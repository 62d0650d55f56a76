import { wayBackLead, wayBackMark, wayThereMark } from '../../lexicon/way-back.ts';
import type { Sentence } from '../../text/sentences.ts';
import { textOf } from '../../text/tokens.ts';

/** Whether what stands below undoes a migration: the line above says so, or the heading. */
export const headsWayBack = (above: Sentence | undefined, section: string): boolean =>
  (above !== undefined && wayBackLead.test(textOf(above.tokens))) || wayBackLead.test(section);

/** Without the part behind `-- +goose Down`, `-- migrate:down`, `-- Down Migration`. */
export function withoutWayBack(sql: string): string {
  let back = false;
  const kept = sql.split('\n').filter((line) => {
    if (wayBackMark.test(line)) back = true;
    else if (wayThereMark.test(line)) back = false;
    return !back;
  });
  return kept.join('\n');
}
