/** Which characters a text may have; one whole sentence a line. */
export const characterForms = {
  onlyCharacters: [
    '{field} (may|must|should|can|shall) (only contain|contain only|only have|have only|consist only of|only consist of|only use|use only|be made only of) {charset}',
    '{field} (may|must|should|can|shall) (consist of|be made of|be made up of) {charset} (only)',
    '(only|just) {charset} (are|should be|may be|must be) allowed (in|for) {field}',
    '(allow only|only allow|permit only|accept only|only accept) {charset} (in|for) {field}',
    '(restrict|limit) {field} to {charset}',
  ],
  noCharacters: [
    '{field} <cannot> (contain|have|include|hold|use) {forbidden}',
    "(forbid|disallow|prevent|reject|refuse|do not allow|don't allow|no) {forbidden} (in|for) {field}",
    '(add|create) [<the>] (check|check constraint|constraint) (on|for|to) {field} (that|which|so that it) (forbids|disallows|rejects|refuses|excludes|prevents) {forbidden}',
    '(add|create) [<the>] (check|check constraint|constraint) (that|which) (forbids|disallows|rejects|refuses|excludes|prevents) {forbidden} (in|for) {field}',
  ],
  beginsOrEnds: [
    '{field} (must|should|has to|have to|needs to|shall) [always] {edge} (with|in) {affix}',
    '(ensure|enforce|make sure|check) [that] {field} [always] {edge} (with|in) {affix}',
    '(add|create) [<the>] (check|check constraint|constraint) (that|so that|to ensure|to ensure that) {field} [always] {edge} (with|in) {affix}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
