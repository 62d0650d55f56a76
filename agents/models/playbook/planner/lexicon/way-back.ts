import { phrases } from './phrases.ts';

/* How the part of a migration is headed that undoes it. */

const heads = phrases(`
  down | rollback | roll back | revert | undo | reverse | backout | back out | downgrade | ruckgangig | zurückrollen | revertir | deshacer | annuler | retour arriere |
  reverter | desfazer`);
const around = phrases(`
  migration | script | sql | section | statement | statements | plan | query | queries | part | file | step | steps | path | code | the | this | to | for | and | with | a | if needed | optional`);

const any = (words: readonly string[]): string =>
  words.map((word) => word.replaceAll(' ', String.raw`\s+`)).join('|');

/** A heading, or a line above a snippet, that is nothing more; or a file that is called so. */
export const wayBackLead = new RegExp(
  String.raw`^\W*(?:(?:${any(around)})\s+)*(?:${any(heads)})(?:\s+(?:${any(around)}))*\W*$|[._/-]down\.(?:sql|ts|js|rb|py)\W*$`,
  'i',
);

/** A comment line of SQL from which on it is the way back, and one from which on it is the way there again. */
export const wayBackMark = new RegExp(
  String.raw`^\s*(?:--|#|//)[\s=*-]*(?:\+\w+\s+|migrate:|@)?(?:${any(heads)})(?:[\s_-]+(?:${any(around)}))*[\s=*:.-]*$`,
  'i',
);
export const wayThereMark =
  /^\s*(?:--|#|\/\/)[\s=*-]*(?:\+\w+\s+|migrate:|@)?(?:up|apply|forward|upgrade)(?:[\s_-]+(?:migration|script|sql|section))*[\s=*:.-]*$/i;
