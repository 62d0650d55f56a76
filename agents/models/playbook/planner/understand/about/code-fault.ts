/** What a program says when its own code fails. */
const fault =
  /\b(?:TypeError|ReferenceError|SyntaxError|RangeError|NullPointerException|NullReferenceException|AttributeError|KeyError|IndexError|ModuleNotFoundError|ImportError|NameError|Segmentation fault|segfault|panic:|Cannot read propert(?:y|ies) of (?:undefined|null)|(?:undefined|null) is not an? (?:object|function)|is not a function|Unhandled promise rejection|Uncaught \w*Error|hydration (?:error|mismatch|failed)|Module not found|Cannot find module|N\+1\b|`\w+\(\)`|[\w/]+\.(?:tsx|jsx|vue|svelte)\b)/;

export const isCodeFault = (text: string): boolean => fault.test(text);

/** How a program reads or writes, which no change of a table mends. */
const ofCode =
  /\b\d+ (?:sql |db |database )?(?:queries|(?:db|database) calls)\b|\b(?:load|fetch|select|retriev|quer(?:y|i))\w* (?:all|every|each)(?: of)?(?: (?:the|their|its))? (?:\w+ ){0,2}(?:columns|rows|users|members|records|entries|items|on (?:each|every))\b|\b(?:loads?|fetch(?:es|ing)?|retrieves?) (?:all|every|each) (?:of the )?\w+|\b(?:paginat\w+|eager[- ]load\w*|lazy[- ]load\w*|infinite scroll|upsert\w*|get_or_create|find_or_create\w*|findOrCreate)\b|\block(?:ing)? the rows?\b|\bcount(?:ing)? (?:quer(?:y|ies)|only distinct|distinct)\b|\bcounts? (?:is|are) (?:often )?(?:\w+ )?(?:off|wrong|too high|too low)\b|\b(?:cron|shell|php|python|node|maintenance) (?:script|job)s?\b/i;
/** Beside these the schema may be meant as well. */
const ofSchema =
  /\b(?:ind(?:ex|exes|ices|exed|exing)|constraints?|unique (?:index|key)|uniqueness|foreign keys?|columns? (?:to|of|in)|migrations?|schema|cascad\w+)\b/i;

export const isReadByCode = (text: string): boolean => ofCode.test(text) && !ofSchema.test(text);
