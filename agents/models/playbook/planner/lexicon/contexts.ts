import { phrases } from './phrases.ts';

/** Phrases around a request that change what it means; folded, one a line. */

/** In front of a request, in the same clause: it is not one. */
export const blockers: readonly string[] = phrases(`
  disable | disabling | turn off | switch off | deactivate | do not | don't | dont | does not | doesn't | never | not | no need to | without | instead of | rather
  than | avoid | stop | won't | will not | shouldn't | should not | must not | mustn't | can't | cannot |
  no longer | after | when | once | if | before | while | whenever | already | previously | used to |
  tried to | trying to | failed to | unable to | did | had to | because we | since we | nicht | kein |
  keine | ne | nao | sin | sans | sem | ohne | nobody should | nobody may | refuse to | forbid to |
  forbids | forbid | prohibits | disallows | prevents | against | decided not to | no queremos | no quiero | no hay que | no se debe | no debemos | no debe | no vamos a | no hace falta |
  no es necesario | nunca | jamais | niemals | jamas | pas besoin de | instead of us | could have | example of how to | how to | how do we | how do
  i | how can i`);

/** At the head of a sentence, in front of a verb of change. */
export const prohibitions: readonly string[] = phrases(
  `do not | don't | dont | never | nobody should | no one should | we must not | we should not | we shouldn't`,
);

/** A blocker that is none. */
export const notBlockers: readonly string[] = phrases(`
  don't forget to | do not forget to | dont forget to | not only | don't hesitate to | if possible | if
  you can | when you have time | when you get a chance | once and for all`);

/** Anywhere in the sentence: it is for another day. */
export const deferrals: readonly string[] = phrases(`
  in a later | later : | later on | a later issue | a later migration | a later release | later issue | later on | in a
  follow-up | follow-up issue | follow-up | follow up issue | next release | in the future | future
  release | some day | someday | eventually | phase 2 | out of scope | not part of this | separate issue | separate task | separate pr | separate pull request |
  another issue | separate ticket | another ticket | different issue | next sprint | next quarter | spater
  | mas adelante | plus tard | mais tarde | will be dropped later | drop it later | nice to have`);

/** Anywhere in a sentence that asks for a change: the writer is not sure what. */
export const doubts: readonly string[] = phrases(`
  how about | but not | but also | not sure | unsure | maybe | perhaps | tbd | to be decided | to be defined | to be determined | to be
  discussed | or maybe | what do you think | thoughts | up for discussion | let's discuss | lets discuss |
  need to discuss | i wonder | don't know | do not know | no idea | something like | or something | some
  kind of | some sort of | whatever | and so on | and such | vielleicht | quizas | peut-etre | talvez | as
  appropriate | as you see fit | if it makes sense | unless | undecided | still open | investigate if | investigate whether | check if it | find out if |
  find out whether | figure out if | figure out whether | evaluate if | evaluate whether | propose a solution | make a proposal |
  could be renamed | could be called | might be renamed | might be better called | could be changed to | could be converted to`);

/** Anywhere in the text: what was said before holds no longer, or is done. */
export const corrections: readonly string[] = phrases(`
  actually no | actually not | actually , no | scratch that | never mind | nevermind | on second thought | on second thoughts | ignore the above | ignore everything above | ignore all of the above | disregard the above | disregard everything above | disregard all of the above | forget the above | forget everything above | ignore what i wrote | ignore what i said | ignore everything i wrote | correction : | forget it | forget that |
  already covers this | already covered by | already handled by | already enforced by | works as expected | working as intended | not a bug | , closing |
  already built-in | already built in | or is it already | or does it already | already done | was done in | is done in | done in # | duplicate of | superseded by | please close | closing this | wontfix |
  i changed my mind | let's talk about | lets talk about | no decision yet | not decided yet | no final decision | it depends on what | it depends on how | it depends on whether | otherwise we keep | is this a problem | is that a problem | was decided in | let us first ask | let's first ask | waiting for feedback | no wait | wait , no | hold on | strike that | cancel that | or rather not | rather not | on reflection | keep it as is | keep it as it is | keep it for now | let's keep it | please keep it |
  no , keep | wait , keep | no wait , keep | doch nicht | mejor no | finalement non | we changed our mind | decided against | do not do this | don't do this`);

/** Anywhere in the text: nothing of it is ordered yet, or not all of it. */
export const withholdings: readonly string[] = phrases(`
  hold off | on hold | not yet decided | not decided yet | nothing decided | nothing is decided | nothing has been decided | have not decided | haven't decided | only a proposal | just a proposal |
  only an idea | just an idea | still to be discussed | still needs to be discussed | still under discussion | open question : | open questions : | we reverted | was reverted | must not come back |
  already merged | was merged in | not sure whether this | not sure if this | not sure whether we | not sure if we | or should we | or should it | or would it be better | before touching the |
  wait until | wait for approval | only on staging | on staging only | only in staging | not in production | not on production | alternatively we could | alternatively , we could |
  the other tables need the same | the rest needs the same | same for the other | same for the rest | same for the others | the same goes for | decide whether to | decide if we | exempt | rls-exempt | wont do | not sure how to do | not sure how to do it | not sure yet | will figure it out | will figure out when | we'll figure out when | we will figure out when | should we do this | should be modelled properly | should be modeled properly`);

/** At the head of a sentence: some rows or tables are taken out of the rest. */
export const exceptions: readonly string[] = phrases(
  `except | except for | excluding | exempt | with the exception of | apart from | other than`,
);

/** At the head of a title that asks, though the text below may order. */
export const askedTitles: readonly string[] = phrases(
  `should we | should i | shall we | do we need | do we want | decide whether | decide if | discussion : | discuss : | question :`,
);

/** The same, but where the sentence takes something away: there they say why. */
export const outdatedThings: readonly string[] = phrases(
  `no longer needed | not needed anymore | not needed any more | obsolete`,
);

/** How a question begins that is really a request. */
export const politeQuestions: readonly string[] = phrases(`
  how about | can you | could you | would you | will you | can we | could we | can someone | could someone | can
  somebody | could somebody | can anyone | can i | could i | may i | please | any chance | would it be
  possible | is it possible to | puedes | podrias | podemos | pouvez-vous | peux-tu | kannst du | konnen
  wir | konnt ihr | voce pode | podem`);

/** How a text begins that asks or discusses and requests nothing. */
export const discussionStarts: readonly string[] = phrases(`
  how | why | what | what's | whats | which | any reason | any idea | any plans | any suggestions | any way | who | where | should we | should i | shall we | do we | does | is there | are
  there | is it | are we | has anyone | question | discussion | rfc | discuss | wie | warum | sollten wir
  | como | por que | pourquoi | comment | deberiamos | debemos | devrions-nous | devons-nous | faut-il |
  devemos | deveriamos | sollen wir | soll ich | sollte man | would it | do you | did |
  ist es | gibt es | ist das | wieso | weshalb | cual | cuales | que es | donde | quien | qual | quais | onde | quem |
  est-ce | y a-t-il | quel | quelle | quels | quelles | qu'est-ce | explain | investigate | research | evaluate | analyse | analyze | explore | spike | compare | decide | is any | are any`);

/** Headings whose sections tell about the request and ask for nothing. */
export const contextSections: readonly string[] = phrases(`
  environment | steps to reproduce | reproduction | to reproduce | screenshots | background | context |
  additional context | why | motivation | alternatives | alternatives considered | describe alternatives
  youve considered | describe alternatives | out of scope | non-goals | nongoals | not in scope | logs |
  log output | version | versions | current behaviour | current behavior | current state | current schema
  | today | related | references | links | see also | is your feature request related to a problem |
  problem | the problem | problem statement | prior art | notes for reviewers | how to test | test plan |
  testing | who is affected | impact | priority | workaround | code of conduct | preflight checklist |
  checklist | hintergrund | motivacion | contexte | contexto | later | future work | follow-ups | rejected
  | history | rationale | use case | use cases | business value | trade-offs | benefits | justification | not now | open questions | release notes | changelog | change log | commits | whats changed | configuration | type of change | how has this been tested |
  check existing issues | verify feature scope | validations | precheck | prerequisites |
  probleme | remarques | pour tester | comment tester | captures decran | hors perimetre | etapes pour reproduire | comportement actuel |
  problema | antecedentes | motivacao | como testar | como probar | pasos para reproducir | passos para reproduzir | comportamiento actual | comportamento atual |
  fuera de alcance | fora do escopo | fora de escopo | capturas | capturas de pantalla | capturas de tela | umgebung | schritte zum reproduzieren | aktuelles verhalten | nicht im umfang | ausser umfang |
  what did you do | what did you expect to happen | what did you expect | what happened instead |
  dependencies | depends on | blocked by | blocks | story points | story point | estimate | estimated time | estimation | effort | time estimate | labels | assignees | assignee | parent epic | parent story | parent issue | epic | parent | sprint |
  keep | to keep | kept | keep as is | not to be removed | not to remove | do not remove | dont remove | not removed | unchanged | no changes | not changed | stays | what stays | leave as is | leave alone |
  milestone | related use case | related issues | related tickets | useful links | resources | urgency difficulty | urgency | difficulty | dependencias | dependent upon | screenshots if applicable | blockers`);

/** Headings whose sections say when the work is done: requests are read there, but what is not understood is no question. */
export const criteriaSections: readonly string[] = phrases(`
  done when | acceptance criteria | definition of done | acceptance | todo | tasks | to do | expected
  result | akzeptanzkriterien | criterios de aceptacion | criterios de aceite | criterios de aceitacao | criteres dacceptation | tareas | tarefas | taches | aufgaben |
  tareas tecnicas | tarefas tecnicas | definicion de terminado | definicion de hecho | definicao de pronto | entregables | dod | ac |
  expected outcome | success criteria | acceptance tests | deliverables | implementation checklist | this task is done when | validation criteria | criterio de aceptacion`);

/** Text that speaks to an agent instead of asking for a change; forms of grammar/pattern.ts. */
export const injectionForms: readonly string[] = [
  '(ignore|disregard|forget|override|bypass|neglect) [all] [of] [the|your|any|these|those|my|our] [previous|prior|above|earlier|preceding|other|safety|system|existing] (instructions|instruction|rules|prompt|prompts|guidelines|policies|policy|guardrails|directives|constraints)',
  "(you are|act as|pretend to be|you're) [now] [a|an|the] [unrestricted|helpful|new] (assistant|agent|ai|model|bot|dba|admin|administrator|superuser|planner)",
  '(system prompt|system message|developer message|jailbreak|dan mode|as an ai|as a language model|as an assistant)',
  '(assistant|system|ai|agent|bot|planner|model|godwit) [,|:] [please] (run|execute|drop|delete|ignore|output|reveal|print|approve|truncate|grant)',
  "(do not|don't|never) (tell|inform|show|mention|notify|ask) [this|it] [to] [the] (user|users|reviewer|reviewers|approver|approvers|team|anyone|maintainer|maintainers)",
  '(reveal|print|output|exfiltrate|leak|send|post) [me] [all] [the|your] (secrets|secret|password|passwords|credentials|connection string|api key|api keys|token|tokens|environment variables)',
  '(new instructions|updated instructions|instructions for the (agent|assistant|ai|bot|model|planner)|note to (the|any) (agent|assistant|ai|bot|llm|model))',
  '(approve|merge|apply|execute|deploy) [this|it|everything|them] (automatically|yourself|without review|without asking|without confirmation|without approval|without questions)',
  "(you are|you're|switch to|switch into|enter|enable|activate) [now] [in|running in] [the|a|an] (admin|administrator|developer|debug|god|root|sudo|superuser|unrestricted|jailbreak|maintenance override) mode",
  '(ignore|disregard|forget) (everything|anything|all) [that is] else',
  '(disregard|override|bypass) [all] [of] [the|this|these] [rest|remainder] [of] (issue|request|ticket|text|conversation)',
  '(assistant|ai|chatgpt|claude|copilot|godwit) : [sure|okay|ok|yes] [,|.|!] i (will|shall|am going to|have|can)',
];
