/** What becomes of rows when the row they refer to goes, and what refers to what; one whole sentence a line. */
export const relationForms = {
  keepParent: [
    '(deleting|removing|deletion of|removal of|the deletion of) {entity:parent} (should|must|may|shall|can) (not be possible|not be allowed|be impossible|fail|be refused|be rejected|be prevented|be forbidden|be blocked|never be possible|be restricted|be denied|not work) (while|when|if|as long as|where) (it|they|there) [still] (has|have|are|is) [<its>] [still] {entity:child} [in it|left|in them|for it]',
    '(deleting|removing|deletion of|removal of) {entity:parent} (with|that has|that have|which has|which have|having) [<its>] {entity:child} (should|must|may|shall|can) (not be possible|not be allowed|be impossible|fail|be refused|be rejected|be prevented|be forbidden|be blocked|be restricted|not work)',
    "(prevent|forbid|disallow|block|restrict|refuse|stop|reject|do not allow|don't allow|never allow|it should not be possible|it must not be possible|it should be impossible|make it impossible) [the|from|us from|to|users from] (deleting|deletion of|delete|removal of|removing|remove|the deletion of) {entity:parent} (with|that have|that has|which have|which has|having|while it has|if it has|when it has|as long as it has|while they have|if they have|when they have|as long as they have|while there are|if there are|used by|that still have|that still has|while it still has|if it still has|referenced by) [<its>] [existing] {entity:child}",
    '{entity:parent} <cannot> be <deleted> (while|when|if|as long as) (it|they|there) [still] (has|have|are|is) [<its>] {entity:child} [in it|left|for it]',
    '{entity:parent} (with|that has|that have|which has|which have|having) [<its>] {entity:child} <cannot> be <deleted>',
    "(don't|do not|never) (delete|remove) {entity:parent} (with|that have|that has|while it has|if it has|that still has|that still have|while they have) [<its>] {entity:child}",
  ],
  keepChild: [
    "<when> {entity:parent} (is|are|gets|get|was) <deleted> [,] (keep|preserve|leave|retain|do not delete|don't delete) [<its>] {entity:child}",
    '<when> {entity:parent} (is|are|gets|get|was) <deleted> [,] [<its>] {entity:child} (should|must|shall|may) (stay|remain|be kept|survive|be preserved|not be deleted|not be removed|not be lost|be retained|live on)',
    "(keep|preserve|leave|retain|do not delete|don't delete) [<its>] {entity:child} <when> [<its>] {entity:parent} (is|are|gets|get|was) <deleted>",
    '[<its>] {entity:child} (should|must|shall|may) (stay|remain|be kept|survive|be preserved|not be deleted|not be removed|not be lost|be retained|live on) <when> [<its>] {entity:parent} (is|are|gets|get|was) <deleted>',
    '(deleting|removing) {entity:parent} (should|must|may|shall) (not delete|not remove|keep|never delete|preserve) [<its>] {entity:child}',
  ],
  deleteChild: [
    '(delete|remove) [<its>] {entity:child} (when|if|once|after|as soon as|whenever|together with|along with|with) [<its>] {entity:parent} [is <deleted>|are <deleted>|gets <deleted>|get <deleted>|was <deleted>] [as well|too]',
    '<when> {entity:parent} (is|are|gets|get|was) <deleted> [,] [also] (delete|remove) [also] [<its>] {entity:child} [too|as well|also]',
    '<when> {entity:parent} (is|are|gets|get|was) <deleted> [,] [<its>] {entity:child} (should|must|shall) [also|all] (be deleted|be removed|go|disappear|vanish) [too|as well|also]',
    '(deleting|removing) {entity:parent} (should|must|shall) [also] (delete|remove) [also] [<its>] {entity:child} [too|as well|also]',
    '[<its>] {entity:child} (should|must|shall) (be deleted|be removed|disappear|go) [automatically] (with|when|if|together with|along with|once|as soon as) [<its>] {entity:parent} [is <deleted>|are <deleted>|gets <deleted>|is]',
    '(cascade|cascading) (deletes|delete|deletion|deletions|the deletion) (from|of) {entity:parent} to [<its>] {entity:child}',
  ],
  many: [
    '{entity} (belong|belongs) to (many|several|multiple|more than one) {other}',
    '{entity} (can|may|could|should|must|should be able to) (have|belong to|be in|be assigned to|be part of|be put in|have been in|reference|contain|be linked to|get) (many|several|multiple|more than one|any number of|one or more|lots of|various) {other}',
    '(allow|support|let us have|add support for) (many|several|multiple|more than one) {other} (per|for each|for every|for one|for a) {entity}',
    '(assign|link|add) (many|several|multiple|more than one) {other} to {entity}',
    'many-to-many [relation|relationship] between {entity} and {other}',
    '(add|create|introduce) [a|the] (many-to-many|many to many|m:n|n:m) [relation|relationship|association|link] between {entity} and {other}',
    '(add|create|introduce) [a|the] (join|junction|link|association|pivot|bridge) table (between|for) {entity} and {other}',
  ],
  pairs: [
    '(add|create|introduce|make|we need|build) [<the>] (join|junction|link|association|pivot|bridge|mapping) table (between|for|of) {entity} and {entity:target} (for|of|called|named|holding|with) [<the>] {newname}',
  ],
  nesting: [
    '{entity} (should|must|can|may|could|shall|need to|should be able to) [also] (support nesting|be nested|allow nesting|be hierarchical|support hierarchies|support a hierarchy|have subcategories|have parents|have a parent|have children|form a tree|be a tree|support parent/child) [<open> (parent/child|parent / child|parent-child|parent and child) <close>]',
    '(add|create|introduce|we need|support|allow) [<the>] (self-referencing|self referencing|self-referential|recursive) [foreign key] (parent|parent_id) [<column>|reference|foreign key] (to|on|for|in) {entity}',
    '(add|create|introduce|we need) [<the>] parent_id [<column>] (to|on|for|in) {entity}',
    '(support|allow|add|introduce) (nesting|hierarchies|parent/child relations|nested) (of|for|to|in) {entity}',
  ],
  assign: ['(assign|link|connect|attach) {entity} to {entity:target}'],
  act: [
    '[add|introduce|support] [<the>] [{noun} :] [registered|signed-in|logged-in] {who} (can|may|should be able to|must be able to|could|want to|should|shall) {act} {entity} [only] [once] [only]',
    '(allow|let|enable) [<the>] [registered|signed-in] {who} [to] {act} {entity} [only] [once]',
    '{who} (can|may|should be able to|must be able to|could|want to|should) (write|leave|post|add|give|submit|create|make) {noun} [(on|for|to|about|of) {entity}]',
    '{act} {entity}',
    '(allow|let|enable) [<the>] {who} [to] (write|leave|post|add|give|submit|create|make) {noun} [(on|for|to|about|of) {entity}]',
    '[add|introduce|support|we need|we want] [<the>] {noun} (on|to|for|of) {entity}',
  ],
  follow: [
    '[add|introduce|support] [<the>] {entity:user} (can|may|should be able to|must be able to|could|want to|should) (follow|befriend|block|mute|message|like) (each other|one another|other users|other people|other members|others|another user)',
    '(allow|let|enable) {entity:user} [to] (follow|befriend|block|mute|message|like) (each other|one another|other users|other people|other members|others)',
  ],
  once: [
    '{entity} (may|can|should|must) (only be|be) {participle} [only] once (per|by each|by every|by the same|for each) {entity:per}',
    '{entity:per} (may|can|should|must) (only) {word} {entity} (once)',
    '{entity:per} (may|can|should|must) {word} {entity} only once',
    '{entity:per} <cannot> {word} {entity} (twice|more than once|several times)',
  ],
  oneEach: [
    '(only|just|allow only|at most|no more than|not more than) (one|a single) {entity} per {entity:per} [and {entity:third}] [is allowed|should be allowed|allowed]',
    '{entity:per} (may|can|should|must) (only have|have only|have at most|have just|have no more than) (one|a single) {entity} [per {entity:third}]',
    '{entity:per} <cannot> have (more than one|two|several|multiple) {entity} [per {entity:third}]',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
