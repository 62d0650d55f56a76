/** Indexes by their keys; one whole sentence a line. */
export const indexForms = {
  orderedIndex: [
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over|to) [<the>] [<table>] {entity} [on|by|over|for|with|:] <open> {keys} <close>',
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over|to) [<the>] [<table>] {entity} (on|by|over|for|with|:|sorted by|ordered by) {keys}',
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over) {keys} (of|in|on) [<the>] [<table>] {entity}',
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over) <open> {keys} <close> (of|in|on|to|for) [<the>] [<table>] {entity}',
    'index [<the>] [<table>] {entity} (on|by|over) {keys}',

    '[i think|so|adding] [<the>] [{uniqueword:unique}] <index> (on|for|over|to) [<the>] [<table>] {entity} [on|by|over|for|with|:] <open> {keys} <close> <fixes> [it|this|that|the issue|the problem|the query|the seq scan|here] [{anything}]',
  ],
  newestIndex: [
    '[<provide>] [<the>] index [on|for] [<the>] [<table>] {entity} (on|by|over) {names} , {newest}',
  ],
  expressionIndex: [
    '[<provide>] [<the>] [{uniqueword:unique}] <index> (on|for|over) {keyed} [(in|of|on) [<the>] [<table>] {entity}]',
  ],
  keyedIndex: ['[<provide>] [<the>] [{uniqueword:unique}] <index> [on|for|over] <open> {keys} <close>'],
  bareIndex: [
    'index {field} [<column>]',
    '[<the>] [new|missing] [{uniqueword:unique}] <index> (on|for) {field}',
  ],
  trigramIndex: [
    '[<provide>] [<the>] [gin] <index> (on|for|over|to) {field} [with|using] gin_trgm_ops',
    '[<provide>] [<the>] (trigram|trgm|pg_trgm|gin trigram|trigram gin|gin trgm|pg_trgm gin|trigram <open> pg_trgm <close>|trigram <open> pg_trgm <close> gin|gin <open> pg_trgm <close>) <index> (on|for|over|to) {field} [(for|so|to|since|because|which) {anything}]',
    '[<provide>] [<the>] (trigram|trgm|pg_trgm|gin trigram|trigram gin|gin trgm|pg_trgm gin) <index> (on|for|over|to) {field} [for (search|searching|ilike|like|substring search|partial matches|fuzzy search|the search|faster search)]',
  ],
  partialIndex: [
    '<provide> [<the>] [{uniqueword:unique}] <index> (on|for|over|to) {entity} where {anything}',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
