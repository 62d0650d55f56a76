import type { Catalog } from '../../../../../postgres/catalog/catalog.ts';
import type { PlannerDecision } from '../decision.ts';
import {
  askWords,
  changeWords,
  faultWords,
  latinSigns,
  programWords,
  ruleWords,
  schemaNouns,
} from '../lexicon/other-tongues.ts';
import { cited } from '../questions.ts';
import type { Text } from './language.ts';

/* A text in a language that is not translated: only what stands in it as SQL or in English can be read. */

const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+|!\[[^\]]*\]\([^)]*\)/g;
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const other =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}]/gu;
const latin = /\p{Script=Latin}/gu;
/** A sign of a script that writes words in one or two stands for about so many letters. */
const lettersOfSign = 4;
const mostBeside = 3;
const fewestSigns = 3;

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function isForeign(text: string): boolean {
  const foreign = count(text, dense) * lettersOfSign + count(text, other);
  return foreign > 0 && foreign * mostBeside >= count(text, latin);
}

/** A line of that language that was taken for a column: `类型 integer`. */
function namesForeign(decision: PlannerDecision, { title, body }: Text): boolean {
  if (decision.decision !== 'change') return false;
  const marked = `${title}\n${body}`.match(code)?.join(' ') ?? '';
  const named = JSON.stringify(decision.operations).match(/"(?:column|table|name|to)":"[^"]*"/g) ?? [];
  return named.some((one) => {
    const name = one.slice(one.indexOf(':') + 2, -1);
    return (count(name, dense) > 0 || count(name, other) > 0) && !marked.includes(name);
  });
}

/** Whether so much of it is in another language that what it says can only be guessed at. */
export function isOtherTongue({ title, body }: Text, usual: boolean): boolean {
  const said = `${title}\n${body}`.replace(code, ' ');
  if ([title, said].some(isForeign)) return true;
  if (usual) return false;
  const found = new Set((said.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => latinSigns.has(word)));
  return found.size >= fewestSigns;
}

const lines = (text: string): readonly string[] =>
  text.split(/[\n。！？!?；;]+|(?<=\p{L}{2}[.])\s+/u).filter((line) => line.trim() !== '');
const wants = (line: string): boolean =>
  changeWords.test(line) && schemaNouns.test(line) && !programWords.test(line) && !faultWords.test(line);

/** What a text comes to by the few words that are known of its language. */
export function inOtherTongue(
  decision: PlannerDecision,
  { title, body }: Text,
  catalog: Catalog,
): PlannerDecision {
  const prose = body.replace(code, ' ');
  const asks = askWords.test(title) || askWords.test(prose);
  const wish = askWords.test(title) ? undefined : [title, ...lines(prose)].find(wants);
  const words = new Set(`${title}\n${body}`.toLowerCase().match(/[a-z_][\w.]*/g) ?? []);
  const here = catalog.tables.some(({ name }) => words.has(name.toLowerCase()));
  const wanted = wish !== undefined && (!asks || here);
  const { hazards } = decision;
  const demands = decision.decision === 'no_schema_change' ? [] : decision.demands;
  const question = `The request is in a language of which only little is read ("${cited(wish ?? title)}"). Which table is meant, and what shall change there: which columns, types, rules?`;
  const asked: PlannerDecision = {
    decision: 'clarify',
    questions: [question],
    understood: [],
    hazards,
    demands,
  };
  const none: PlannerDecision = {
    decision: 'no_schema_change',
    reason: 'the request orders no change of the schema of this database',
    hazards,
  };
  switch (decision.decision) {
    case 'change': {
      // SQL that is shown beside a question or a fault is no order; a rule in words that are not read would be lost.
      const told = !wanted && (asks || faultWords.test(`${title}\n${prose}`));
      return told || ruleWords.test(prose) || namesForeign(decision, { title, body }) ? asked : decision;
    }
    case 'clarify':
      return wanted || decision.understood.length > 0 || demands.length > 0 ? decision : none;
    case 'no_schema_change':
      return wanted ? asked : decision;
  }
}
