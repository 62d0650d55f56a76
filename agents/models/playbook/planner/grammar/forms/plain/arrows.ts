/** `birthdate → date_of_birth`: what there is, and what shall be there; one whole sentence a line. */
export const arrowForms = {
  typeArrow: [
    '{oldtype} → [a|an] {type} (for|in|of|on) {field}',
    '[(change|convert|alter|migrate|make)] {field} [:|is|from] [<open>] [{oldtype}] [<close>] → [a|an] {type} [column]',
  ],
  goneArrow: [
    '{field} <goes> [entirely|altogether]',
    '{field} → (gone|removed|deleted|dropped|out|nothing|remove|drop|delete)',
  ],
  factsArrow: [
    '(→|i.e .|i.e|so :|that is|in short :) {field} [:] {plainfacts}',
    '{field} (→|becomes|become|:) {plainfacts}',
  ],
  keyArrow: ['[add] [<the>] [foreign key|fk] [:] {field} (→|references) {ref} [[,] on delete {ondelete}]'],
  valueArrow: [
    '{enum} [enum|values|value|:] {enumvalue:from} → {label:to}',
    '[<the>] [(rename|change|replace)] [<the>] {enumvalue:from} → {label:to} (in|of) [<the>] {enum} [enum]',
  ],
  renameArrow: [
    '[<rename>] [<the>] [field|column] {field} (→|becomes) {identifier:newname} [(in|on|of|for) [<the>] [<table>] {entity}|<open> [<the>] [<table>] {entity} [<table>] <close>]',
    '[in] [<the>] [<table>] {entity} : [<rename>] [field|column] {fieldword} (→|becomes) {identifier:newname}',
  ],
  tableArrow: [
    '[<rename>] [<the>] <table> {entity} → {identifier:newname}',
    '{entity} → {identifier:newname} <open> [rename] [<the>] <table> [rename] <close>',
    '{entity} <table> → {identifier:newname} [<table>]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
