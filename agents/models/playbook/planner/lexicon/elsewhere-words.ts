/**
 * What else has fields, columns and defaults: a text that speaks of it says more in a bare `drop it`, an arrow or a list
 * of names with types than a schema can tell. Such a text is asked about.
 */
export const elsewhereWords =
  /\b(?:pages?|screens?|forms?|views?|lists?|grids?|sidebars?|modals?|dialogs?|headers?|footers?|badges?|icons?|labels?|tooltips?|toggles?|buttons?|dropdowns?|drop-downs?|selects?|select box(?:es)?|check ?boxes|inputs?|pickers?|datepickers?|templates?|translations?|locali[sz]ations?|i18n|themes?|ui|ux|css|html|frontend|front-end|front end|components?|props?|hooks?|redux|stores?|slices?|state in|apis?|endpoints?|responses?|requests?|payloads?|webhooks?|graphql|json|dtos?|serializers?|controllers?|factor(?:y|ies)|params?|parameters?|arguments?|signatures?|functions? sign\w*|functions?|variables?|constants?|typescript|kotlin|swift|javascript|php|csv|excel|xlsx|sheets?|exports?|imports?|importers?|reports?|pdfs?|invoices?|e-?mails? temp\w*|mails?|mailers?|cookies?|sessions?|jwt|tokens? claims?|claims|claim|redis|caches?|elastic\w*|clickhouse|mongo\w*|bigquery|snowflake|salesforce|jira|shopify|stripe|erp|crm|sentry|logs?|logged|logging|analytics|events?|fixtures?|seeds?|seed file|mocks?|tests?|specs?|docs?|documentation|erd|diagrams?|readme|env(?:ironment)? var\w*|config\w*|settings|jobs?|cron|queue|queries|joins?|filters?|pagination|search(?:es)?|legacy system|other system|external|third[- ]party|side\)|shown|shows|displayed|displays|rendered|renders|visible|hidden|clicks?|clickable|typing|preselect\w*|vanish\w*|disappear\w*|leaks?)\b|\.(?:js|ts|tsx|py|rb|php)\b|\bGET \/|\bPOST \//i;

/** Where a value comes to light: what is wrong may be that, and not the column. */
export const shownWords =
  /\b(?:is|are|gets?|was|being) (?:\w+ )?(?:shown|displayed|rendered|visible|printed|logged|exposed|returned|sent)\b|\bleak(?:s|ed|ing)?\b|\bin (?:the )?(?:csv|excel|pdf|mail|e-mail|error messages?|admin (?:table|grid))\b/i;

/** Somebody says when, where or whether: more than a column and what becomes of it. */
const conditionWords =
  /^edit: |^(?:and |but |aber |mas |pero |mais )?(?:only|just|not(?! null)|never|wait|blocked|after|before|until|unless|if(?! possible)|once(?! (?:finished|done|merged))|as soon as|for later|for new|someday|in the|from the|by the|nur|erst|sobald|wenn|falls|nach|nachdem|sp(?:ä|a)ter|solo|solamente|cuando|despu(?:é|e)s|si|hasta|seulement|quand|apr(?:è|e)s|lorsque|apenas|somente|quando|depois)\b/i;

/** A short sentence behind an order that takes it back, or says that it is about something else. */
const withdrawing =
  /\b(?:not now|reject\w*|won't fix|wontfix|undecided|bad idea|would not|wouldn't|wait|keep (?:it|the column|the table|(?:only )?the (?:last|latest|newest|most recent))|we keep|after all|leave it|on purpose|blocked|(?:rename|keep|hide|archive)\b.* instead$|no db change|no migration|unchanged|stays as is|no change|only in|about the ui|frontend only|the column stays|erst nach|die spalte bleibt|erstmal nicht|abgelehnt|doch nicht|noch nicht|nur (?:das|die|der|aus|im)|im frontend|todav(?:í|i)a no|solo en|pas maintenant|uniquement dans|seulement dans|ainda n(?:ã|a)o|só (?:na|no|o|a)\b|depois d[aeo]|not the|not valid)\b/i;

const mostOfTail = 8;
/** `not now`, `nur aus der Anzeige`, `in the Kotlin client`: takes back, puts off, or says where else. */
export const retracts = (part: string): boolean =>
  part.split(/\s+/).length <= mostOfTail && (conditionWords.test(part) || withdrawing.test(part));
