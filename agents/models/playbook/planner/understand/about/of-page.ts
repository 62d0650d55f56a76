import type { SchemaNames } from '../../resolve/schema-names.ts';

const places =
  /\b(?:views?|lists?|pages?|forms?|exports?|csv|excel|screens?|dashboards?|reports?|docs?|documentation|ui|admin|boards?|grids?|frontend|components?|modals?|dialogs?|sidebars?|readme|wiki|apis?|endpoints?|responses?|json|payloads?|spreadsheets?|sheets?|tooltips?|menus?|emails?)\b/g;

/** `the following columns from the list view`: columns of a page or a file, where the word is no table of the schema. */
export const isOfPage = (folded: string, names: SchemaNames): boolean =>
  (folded.match(places) ?? []).some((word) => names.knownTable(word) === undefined);
