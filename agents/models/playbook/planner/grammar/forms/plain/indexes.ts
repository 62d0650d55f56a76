/** Indexes by their keys; one whole sentence a line. */
export const indexForms = {
  orderedIndex: [
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over|to) [<the>] [<table>] {entity} [on|by|over|for|with|:] <open> {keys} <close>',
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over|to) [<the>] [<table>] {entity} (on|by|over|for|with|:|sorted by|ordered by) {keys}',
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over) {keys} (of|in|on) [<the>] [<table>] {entity}',
    'index [<the>] [<table>] {entity} (on|by|over) {keys}',
  ],
  partialIndex: [
    '<provide> [<the>] [{uniqueword:unique}] <index> (on|for|over|to) {entity} where {anything}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
