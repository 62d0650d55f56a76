import type { Catalog } from '../../../../postgres/catalog/catalog.ts';
import { describeOperation, idColumn } from '../../../../postgres/operations/index.ts';
import { operationsOf } from './build/operations-of.ts';
import { noTables, Resolver } from './build/resolver.ts';
import { converse } from './conversation/index.ts';
import type { Round, Settled } from './conversation/round.ts';
import type { PlannerDecision } from './decision.ts';
import { type ReadingContext, readingContext } from './grammar/slots/context.ts';
import { inEnglish } from './languages/in-english.ts';
import type { Text } from './languages/language.ts';
import { isOfPage, nothingToDo, undecided } from './nothing-to-do.ts';
import { openPoints } from './open-points.ts';
import { cited, nothingRead } from './questions.ts';
import { relationSymptom } from './relation-symptoms.ts';
import { peopleTable } from './resolve/people.ts';
import { displayName } from './resolve/schema-names.ts';
import { nameKey } from './resolve/words.ts';
import { spokenInNotes } from './smuggled.ts';
import { symptomQuestion } from './symptoms.ts';
import { beginEffort, checkWords, TooLong, withoutVoid } from './text/too-long.ts';
import { withoutUnseen } from './text/unseen.ts';
import { declares } from './understand/about/declared.ts';
import { isOpenFeature } from './understand/about/open-feature.ts';
import { isBeyondDoubt } from './understand/about/program.ts';
import { namesColumns, showsTable } from './understand/about/unrelated.ts';
import { readRequest, type Understanding } from './understand/read-request.ts';

const most = 6;

/** Where nothing was read at all: what has to be known, with the words of the request. */
function openQuestion(request: Text, { mentioned }: Understanding): string {
  const title = request.title === '' ? request.body : request.title;
  if (isOpenFeature(title))
    return `"${cited(title)}" says what shall be possible, and not what is stored for it. Which tables or columns shall be added or changed?`;
  return nothingRead(title, mentioned.map(displayName).slice(0, 3).join(', '));
}

/**
 * Reads a request against a schema. Pure: no database, no file, no clock. Answers `change` only when every part
 * that asks for a change was understood and every name was found.
 */
export function planRequest(request: Text, catalog: Catalog, rounds: readonly Round[] = []): PlannerDecision {
  const isColumn = (name: string): boolean =>
    catalog.tables.some(({ columns }) => columns.some((one) => nameKey(one.name) === nameKey(name)));
  return converse(request, rounds, isColumn, (text, settled) => planOnce(text, catalog, settled));
}

const dotted = /\b(\w+)\.(\w+)\b/g;
/** `…, then drop tasks.legacy_notes`, which nobody understood: an order about a column that is there, whatever the words around it. */
const ordersHere = ({ unread }: Understanding, { names }: ReadingContext): boolean =>
  unread.some(
    (part) =>
      orderVerb.test(part) &&
      [...part.matchAll(dotted)].some(([, table = '', column = '']) =>
        names.knownTable(table)?.columns.some(({ name }) => name === column),
      ),
  );
const orderVerb = /^(?:please )?(?:drop|remove|delete|rename|add|make|change|set|alter|create)\b/i;

/** A title that is cut off, above a body that begins with it: half a sentence of it would be another order. */
const isCutShort = (title: string, body: string): boolean =>
  title.endsWith('…') && body.replace(/\s+/g, ' ').startsWith(title.slice(0, -1));

function planOnce(request: Text, catalog: Catalog, settled: Settled): PlannerDecision {
  const title = withoutUnseen(withoutVoid(request.title));
  const body = withoutUnseen(withoutVoid(request.body));
  const said = { title: isCutShort(title.text, body.text) ? '' : title.text, body: body.text };
  const unseen = [...title.hazards, ...body.hazards];
  const addressed = title.addressed || body.addressed;
  const original = `${said.title}\n${said.body}`;
  beginEffort();
  try {
    checkWords(original);
    const read = inEnglish(said, catalog, (english, known) =>
      planEnglish(english, known, { original, addressed, settled }),
    );
    return { ...read, hazards: [...unseen, ...read.hazards] };
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    const questions = [error.message] as const;
    return { decision: 'clarify', questions, keys: questions, understood: [], hazards: unseen, demands: [] };
  }
}

function planEnglish(
  request: { readonly title: string; readonly body: string },
  catalog: Catalog,
  {
    original,
    addressed,
    settled,
  }: { readonly original: string; readonly addressed: boolean; readonly settled: Settled },
): PlannerDecision {
  const context = readingContext(catalog, `${request.title}\n${request.body}`);
  const text = readRequest(request, context, settled.withdrawn);
  const unnamed = !text.named && text.mentioned.length === 0;
  const fault = text.programFault && unnamed && !text.signals.failed && !showsTable(context.text, catalog);
  const told = { title: request.title, said: context.text, original, catalog, fault };
  const names = new Resolver(context.names, text.mentioned, peopleTable(catalog), idColumn(catalog).type);
  const operations = operationsOf(text, names, catalog);
  const { demands } = text;
  const hazards = [...text.hazards, ...spokenInNotes(operations, context)];
  for (const note of text.draft.notes) names.assume(note);
  names.fulfilled.push(...text.draft.fulfilled);
  const points = openPoints({
    request,
    text,
    names,
    operations,
    context,
    catalog,
    settled,
    original,
    addressed,
  });
  const [question, ...questions] = points.questions;
  const understood = operations.map(describeOperation);
  const [first, ...rest] = operations;
  const symptom = (): string | undefined =>
    symptomQuestion({
      text: `${request.title}\n${request.body}`,
      catalog,
      mentioned: text.mentioned,
    });
  const relation = first ? undefined : relationSymptom(request, catalog);
  // What fails may be a rule of this schema: no word says that it is none.
  const program =
    relation === undefined &&
    text.program &&
    (text.program.sure ||
      (!text.signals.failed && symptom() === undefined && !namesColumns(context.text, catalog)))
      ? text.program
      : undefined;
  // Whoever demands or smuggles something is answered as ever.
  const plain = demands.length === 0 && hazards.length === 0;
  if (
    program &&
    plain &&
    !ordersHere(text, context) &&
    !declares(original, catalog, []) &&
    (!first || isBeyondDoubt(program, question !== undefined))
  )
    return {
      decision: 'no_schema_change',
      reason: `the request is about ${program.about}, not about the schema of this database`,
      hazards,
    };
  if (question !== undefined) {
    const asked = names.questions.length + text.draft.questions.length > 0;
    const stranger =
      undecided.test(request.title) ||
      isOfPage(text) ||
      fault ||
      (unnamed && (text.asksForHelp || text.titleAsks));
    const settled = (first && !fault) || (asked && !stranger) || relation !== undefined;
    const reason = settled ? undefined : nothingToDo(text, [], told);
    if (reason !== undefined) return { decision: 'no_schema_change', reason, hazards };
    // What lies behind it is the better question than one about words.
    const asking = [
      ...(relation !== undefined && /^I did not understand/.test(question) ? [relation] : [question]),
      ...questions.slice(0, most),
    ] as [string, ...string[]];
    return {
      decision: 'clarify',
      questions: asking,
      keys: asking,
      understood,
      hazards,
      demands,
    };
  }
  if (!first || fault) {
    const reason = relation === undefined ? nothingToDo(text, names.fulfilled, told) : undefined;
    if (reason !== undefined) return { decision: 'no_schema_change', reason, hazards };
    const asked =
      context.names.tables.length === 0 ? noTables : (relation ?? symptom() ?? openQuestion(request, text));
    return { decision: 'clarify', questions: [asked], keys: [asked], understood, hazards, demands };
  }
  return {
    decision: 'change',
    operations: [first, ...rest],
    assumptions: [...names.assumptions, ...names.fulfilled],
    hazards,
    notUnderstood: points.leftAlone,
    demands,
  };
}
