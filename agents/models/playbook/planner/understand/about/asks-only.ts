import { phrases } from '../../lexicon/phrases.ts';
import { Phrases } from '../../text/phrases.ts';
import type { Sentence } from '../../text/sentences.ts';
import { type Token, textOf } from '../../text/tokens.ts';
import { isQuestion } from '../told/contexts.ts';

const asking = new Phrases(
  phrases(`i have a question | my question | quick question | a question about | question : | how can i do that | how can i do this | how do i do that | how do i do this | how to do that | how to do this |
    how can i achieve | how do i achieve | how can we achieve | what am i doing wrong | what is the best way | what's the best way | what is the proper way | what's the proper way | what is the right way |
    is there any option | is there a way to | is there any way to | is there any way | is it possible to | can anyone guide | can someone guide | can anyone explain | can someone explain | any ideas | any suggestions | any help | please help | help me |
    is this possible | is that possible | is this even possible | could anyone explain | explain to me | how to do it | how can i do it | how would i go about | how do i go about | how should i go about | how do i do it | teach me | can anyone tell | am i missing something | do i miss something | couldn't find any reference | could not find any reference | can someone help | can anyone help | does anyone know | please guide | ho una domanda | tengo una pregunta | ich habe eine frage`),
);

/** Whoever writes so wants an answer about a tool, and orders nothing. */
export const asksForHelp = (sentences: readonly Sentence[]): boolean =>
  sentences.some(({ tokens }) => asking.in(tokens));

const opinions = new Phrases(
  phrases(
    `happy to hear opinions | opinions welcome | any opinions | collect ideas | collect some ideas | gather ideas | feedback welcome | thoughts welcome | what are your thoughts | some ideas on | any ideas on | suggestion to discuss | just wondering if anyone | wondering if anyone | before we write any code | open for discussion`,
  ),
);
/** `Let's collect ideas here`: nothing is ordered yet. */
export const wantsOpinions = (sentences: readonly Sentence[]): boolean =>
  sentences.some(({ tokens }) => opinions.in(tokens));

/** `Cannot alter the precision?` */
const wonders: ReadonlySet<string> = new Set(
  "cannot can't couldn't unable no isn't aren't doesn't don't didn't".split(' '),
);
export const titleAsks = (sentences: readonly Sentence[]): boolean =>
  sentences.some(
    (sentence) =>
      sentence.from === 'title' &&
      (isQuestion(sentence) || (sentence.asks && wonders.has(sentence.tokens[0]?.low ?? ''))),
  );

const documents =
  /^(?:please )?document(?:ing)? (?!type|store|id)|^(?:please )?(?:add|update|improve|fix|write|missing|clarify|correct|extend|complete|need|better|more)\s+(?:the |some |a |more |missing |better )*(?:documentation|docs|docstrings?|readme|changelog|release notes|unit tests?|integration tests?|e2e tests?|test cases?|tests?|typos?)\b/i;

/** `Add documentation for …`: the statements below are what it shall tell of. */
export const isAboutDocuments = (sentences: readonly Sentence[]): boolean => {
  const title = sentences.find(({ from }) => from === 'title');
  return title !== undefined && documents.test(textOf(title.tokens));
};

const features =
  /^(?:please )?(?:add |adding |need |provide |implement )?(?:support|ability|option|possibility|feature|functionality|capability|allow|enable)\b|\bsupport (?:for|in)\b|\b(?:ways?|guides?|guidelines?|methods?|tools?|commands?|helpers?|docs|documentation) (?:to|for|of|on|about|how to)\b|\b(?:managing|management) (?:of|for)\b|\b(?:generate|create|produce|handle|respect)s? (?:the )?(?:database )?(?:constraints?|foreign keys?|indexes)\b|\bable to (?:create|add|change|alter|rename|drop|define|set|edit)\b|\b(?:not|un|isn't|aren't) ?supported\b|\b(?:does|do) ?n[o']t (?:notice|support|recogni[sz]e|detect|allow)\b/i;
const things =
  /\b(?:columns|tables|indexes|indices|(?:an?|the|any) (?:\w+ )?(?:column|field|table|index|constraint|enum|schema|foreign key)|(?:reset|clear|wipe|drop|truncate) (?:the )?(?:database|db|tables)|(?:unique|check|foreign key|not null) constraints?|default values?|column (?:definitions?|types?|orders?|names?|defaults?|visibility|permissions?|metadata)|\w+ type to \w+ type|enum values|foreign keys|foreign key fields|constraints|migrations|(?:alter|create|drop) (?:schema|table|index|type|view))\b/i;
/** `Adding a column drops the table`: what a program does. */
const reports =
  /^(?:adding|changing|renaming|dropping|removing|altering|deleting|creating|updating|modifying|editing)\b.*\b(?:drops|causes?|fails?|breaks?|results?|doesn't|does not|should not|shouldn't|throws?|crashes|locks|takes|leads|generates|produces|loses|ignores|triggers|locks|removes|deletes|is not|isn't|not working|broke)\b|^(?:add|drop|remove|rename|change|alter) .*\b(?:broke|removes|deletes|drops|loses)\b/i;
/** `Add guides for removing columns` */
const guides =
  /\b(?:ways?|guides?|guidelines?|tutorials?|docs|documentation|tools?|commands?|helpers?) (?:to|for|of|on|about|how to)\b.*\b(?:columns|tables|indexes|constraints|migrations)\b/i;
export const isReport = ({ from, tokens }: Sentence): boolean =>
  from === 'title' && (reports.test(textOf(tokens)) || guides.test(textOf(tokens)));
/** `Foreign keys are not respected when …`: what a program does wrong, with whatever tables. */
const faults =
  /\b(?:fails?|failed|failing|broken|crash(?:es|ed)?|regression|ignor(?:es|ed|ing)|inappropriately|incorrect(?:ly)?|wrong(?:ly)?|(?:is|are|was|were|does|do|did|has|have|gets?|be|should|could|can)(?: not|n't) (?:\w+ )?(?:applied|respected|honou?red|enforced|working|work|used|detected|recogni[sz]ed|generated|created|preserved|updated|applying|alter|preventing|rejected)|not (?:working|preventing|applied|respected|enforced|honou?red)|cannot (?:alter|create|add|drop|rename|change|modify|delete|insert)|unable to (?:have|alter|create|add|drop|rename|change|modify|delete|insert)|not on \w+|lets? the|should be rejected)\b/i;
const kinds =
  /\b(?:columns?|tables?|index(?:es)?|indices|constraints?|foreign keys?|primary keys?|default values?|enums?|precision|rows?|inserts?|null values?)\b/i;
export const isProgramFault = (sentences: readonly Sentence[]): boolean => {
  const title = sentences.find(({ from }) => from === 'title');
  const text = textOf(title?.tokens ?? []);
  return faults.test(text) && kinds.test(text) && !title?.tokens.some(isMarked);
};
const isMarked = (token: Token): boolean =>
  token.kind === 'code' || token.kind === 'quoted' ? !keyword.test(token.text) : /_|\.\w/.test(token.text);
const keyword = /^(?:default|not null|unique|null|primary key|check|foreign key|enum|[A-Z ]+)$/;

/** `Support adding columns`: a program shall be able to, for any table; none is named. */
export const isToolFeature = (sentences: readonly Sentence[]): boolean => {
  const title = sentences.find(({ from }) => from === 'title');
  const text = textOf(title?.tokens ?? []);
  return (features.test(text) || reports.test(text)) && things.test(text) && !title?.tokens.some(isMarked);
};

const courtesy = new Phrases(
  phrases('thanks | thank you | hi | hello | hey | cheers | regards | best regards'),
);
/** `Is there any way to …? Or is it built in already?` below a title: nothing there orders what the title names. */
export const bodyOnlyAsks = (sentences: readonly Sentence[]): boolean => {
  const body = sentences.filter(
    ({ from, tokens }) => from !== 'title' && from !== 'heading' && !courtesy.startsAt(tokens, 0),
  );
  return (
    body.some(({ tokens }) => asking.in(tokens)) &&
    body.every(
      (sentence) =>
        isQuestion(sentence) || sentence.asks || asking.in(sentence.tokens) || sentence.from === 'quote',
    )
  );
};

/** The first thing said is a question: the rest shows what it is about. */
export const beginsWithQuestion = (sentences: readonly Sentence[]): boolean => {
  const first = sentences.find(({ from }) => from === 'paragraph');
  return first !== undefined && isQuestion(first);
};
