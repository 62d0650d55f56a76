import type { Catalog } from '../../../../postgres/catalog/catalog.ts';
import { keeps } from './lexicon/program-signs.ts';
import { asksOfSchema, showsClause, wantedData } from './lexicon/schema-asked.ts';
import { schemaNames } from './resolve/schema-names.ts';
import { symptomQuestion } from './symptoms.ts';
import { isCodeFault, isReadByCode } from './understand/about/code-fault.ts';
import { declares, declaresSomething } from './understand/about/declared.ts';
import { isOpenFeature } from './understand/about/open-feature.ts';
import { isUnrelated, ordersDesign, proseOf } from './understand/about/unrelated.ts';
import type { Understanding } from './understand/understanding.ts';

const ofTools = 'the request is about code, documents or tools, not about the schema of the database';
const ofFault = 'the request reports a fault of a program, and orders no change of this database';
const ofNothing = 'the request names nothing of the schema of this database and orders no change of it';
const ofPage = 'the request is about the web page, not about the schema of the database';

/** `Refresh Token Repository` */
const codeTitle =
  /\b(?:repository|service|controller|resolver|middleware|endpoints?|component|hook|serializer|validator|dto|crud|unit tests?)$/i;

/** Words of the page all over, and no table of the schema. */
export const isOfPage = ({ named, mentioned, signals: { page, schema } }: Understanding): boolean =>
  !named && mentioned.length === 0 && page >= 4 && page >= schema * 3;

/** What is told, as it was written. */
export interface Told {
  readonly title: string;
  readonly said: string;
  /** In the language of its writer. */
  readonly original: string;
  readonly catalog: Catalog;
  /** Of a program, with tables that are not of this schema. */
  readonly fault: boolean;
}

/** `Show the author below each post` */
const shown = /^\W*(?:show|display|render|highlight|sort|paginate|print)\b/i;

/** `Add unique constraints for …`, whatever the text below wonders about. */
const ordersRule =
  /^\W*(?:add|create|drop|remove|enforce|introduce|set|put)(?:ing)? (?:an? |the |missing )*(?:unique|not[- ]null|foreign[- ]key|check|primary|composite|partial)\b.*\b(?:constraints?|index(?:es)?|indices|keys?)\b/i;

/** `ON DELETE CASCADE for ab_user`, above the question why there is none. */
const clauseOf =
  /^(?!.*\?)(?!(?:why|how|what|which|when|is|are|does|do|can|question)\b).*\b(?:on delete (?:cascade|set null|restrict)|(?:unique|foreign key|check) constraints?)\b/i;

/** `Decide whether …`: nothing is ordered yet. */
export const undecided = /^\W*(?:decide|discuss)\b/i;

/** `Add a nickname to the form and store it in the database`: of the page, and of a table as well. */
const keptHere =
  /\b(?:stor|sav|persist|keep|writ)\w* (?:it|them|this|that|these|the (?:values?|answers?|data)) (?:in|into|to) (?:the |our )?(?:data ?base|db)\b/i;

/** `Can't open a contact` */
const stuck =
  /^\W*(?:can't|cannot|can not|unable to) (?:log|sign|open|see|click|download|upload|find|view|access|scroll|select|search|print|play|install|run|build|start)\b/i;

/** Somebody shall enter what no table has a column for, or rows shall be archived that cannot be. */
function wantsData(said: string, catalog: Catalog): boolean {
  const names = schemaNames(catalog);
  for (const [, name = ''] of said.matchAll(
    /\barchiv(?:e|ed|ing) (?:(?:a|an|the|old|finished|closed|our|older) ){0,2}(\w+)/gi,
  )) {
    const table = names.knownTable(name);
    if (table && !table.columns.some((column) => /archiv/.test(column.name))) return true;
  }
  return wantedData(said).some((name) => name === '' || !(names.hasColumn(name) || names.knownTable(name)));
}

/** Why a request changes nothing of this schema; undefined where it may, and has to be asked about. */
export function nothingToDo(
  text: Understanding,
  fulfilled: readonly string[],
  { title, said, original, catalog, fault }: Told,
): string | undefined {
  if (fulfilled.length > 0) return `${fulfilled.join('; ')}: nothing is left to change`;
  if (text.ticked) return 'everything that the request lists is ticked off';
  const asksOnly = text.titleAsks && (text.alone || !text.named);
  if (!fault && !asksOnly && !text.toolFeature && declares(original, catalog, text.mentioned))
    return undefined;
  if (isOpenFeature(title) || (!fault && wantsData(said, catalog))) return undefined;
  const { page, store, tool, database, slowness, failed } = text.signals;
  const [place] = text.elsewhere;
  const asksNothing = text.demonstrates || !(asksOfSchema(proseOf(original)) || showsClause(original));
  if (place !== undefined && keptHere.test(original)) return undefined;
  if (place !== undefined && (asksNothing || !keeps.test(original)))
    return `the request is about ${place}, not about the schema of this database`;
  const asks = 'the request asks a question and orders no change';
  const named = text.named || text.mentioned.length > 0;
  if (text.aboutDocuments && !text.draft.begun)
    return 'the request is about documents or tests, not about the schema of the database';
  const ordersIt = ordersRule.test(title);
  if ((text.asksForHelp || text.titleAsks) && !named && !failed && !ordersIt) return asks;
  if (undecided.test(title)) return asks;
  if (isOfPage(text)) return ofPage;
  if (
    isCodeFault(said) &&
    !failed &&
    text.signals.things === 0 &&
    !text.draft.begun &&
    text.unread.length === 0
  )
    return ofTools;
  if (isReadByCode(said) && !failed && !text.draft.begun && text.unread.length === 0)
    return 'the request is about how a program reads and writes its data, not about the schema';
  if (text.toolFeature && !named && !text.draft.begun)
    return 'the request asks for a feature of a program, not for a change of a table of this database';
  if (fault) return ofFault;
  if (stuck.test(title) && !failed && text.signals.schema === 0 && !text.draft.begun) return ofFault;
  const { storeInTitle, things } = text.signals;
  const into = new RegExp(`\\b(?:to|in|into|via|with|from) (?:the |our )?${storeInTitle}\\b`, 'i');
  const settled = text.unread.length === 0 && into.test(title);
  if (storeInTitle !== undefined && (!named || settled) && !text.draft.begun)
    return `the request is about ${storeInTitle}, not about this database`;
  if (tool > 1 && things === 0 && !named && !failed && text.unread.length === 0 && !text.draft.begun)
    return ofTools;
  // Pages and spreadsheets have tables and columns, too.
  if (codeTitle.test(title) && things === 0 && text.unread.length === 0 && !text.draft.begun && !failed)
    return ofTools;
  const loose = (page > 0 || store !== undefined || tool > 0) && text.signals.schema === 0 && !text.named;
  if (shown.test(title) && text.signals.schema === 0 && text.unread.length === 0 && !text.draft.begun)
    return ofPage;
  if (text.unread.length > 0 || (text.unreadTitle.length > 0 && !loose)) return undefined;
  if (text.titleAsks && !failed && !ordersIt && (!named || text.questions > 1 || text.alone)) return asks;
  const asked = text.discussed > 0 || (text.questions > 0 && database <= text.questions * 4);
  if (asked && !failed && !ordersIt && !(text.mentioned.length > 0 && clauseOf.test(title))) return asks;
  if (/\bdeadlocks?\b/i.test(said) && !failed && !text.draft.begun)
    return 'the request is about transactions that wait for each other, not about the schema of the database';
  const reported = symptomQuestion({ text: said, catalog, mentioned: text.mentioned }) !== undefined;
  const apart = asksNothing && !ordersDesign(title) && isUnrelated(text, said, catalog);
  if ((!reported || text.demonstrates) && apart && (asksOnly || !declaresSomething(original)))
    return ofNothing;
  if ((database > 0 && !loose) || slowness > 0 || failed) return undefined;
  if (page > 0) return ofPage;
  if (store !== undefined) return `the request is about ${store}, not about this database`;
  if (tool > 0) return ofTools;
  return undefined;
}
