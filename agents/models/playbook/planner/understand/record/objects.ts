import type { objectForms } from '../../grammar/forms/objects.ts';
import type { NameReading } from '../../grammar/slots/names.ts';
import { about, ownerOf, plainNames, type Recorder } from './recorder.ts';

/** What requests about constraints, indexes, enums, rights and other objects add to the draft. */
export const objectRecorders: Readonly<Record<keyof typeof objectForms, Recorder>> = {
  renameEnumValue(slots, draft) {
    if (slots.enum && slots.label !== undefined && typeof slots.to === 'string')
      draft.rules.push({ kind: 'renameEnumValue', type: slots.enum, from: slots.label, to: slots.to });
    return undefined;
  },
  dropEnum(slots, draft) {
    const name = slots.enum?.name ?? slots.gone?.text;
    if (name !== undefined) draft.rules.push({ kind: 'dropEnum', type: slots.enum, name });
    return undefined;
  },
  dropConstraint(slots, draft) {
    const columns = plainNames(slots);
    const table = ownerOf(slots, columns[0]);
    draft.rules.push({ kind: 'dropConstraint', of: slots.of, name: slots.name, table, columns });
    return about(table, columns[0]);
  },
  replaceCheck(slots, draft) {
    if (!slots.name || !slots.facts) return undefined;
    const table = ownerOf(slots, slots.name);
    draft.rules.push({ kind: 'replaceCheck', table, column: slots.name, facts: slots.facts });
    return undefined;
  },
  allowValue(slots, draft) {
    if (!slots.name || slots.label === undefined) return undefined;
    const value = slots.label.replace(/^'|'$/g, '');
    draft.rules.push({ kind: 'allowValue', table: ownerOf(slots, slots.name), column: slots.name, value });
    return undefined;
  },
  addPrimaryKey(slots, draft) {
    const columns = plainNames(slots);
    draft.rules.push({ kind: 'primaryKey', table: ownerOf(slots, columns[0]), columns });
    return undefined;
  },
  foreignKeyAction(slots, draft) {
    const column: NameReading | undefined = slots.name ?? plainNames(slots)[0];
    if (!column || !slots.ondelete) return undefined;
    const { known: parent, ...others } = slots;
    const table = ownerOf(others, column);
    draft.rules.push({ kind: 'foreignKeyAction', table, column, parent, action: slots.ondelete });
    return undefined;
  },
  dropIndex(slots, draft) {
    const columns = plainNames(slots);
    draft.rules.push({ kind: 'dropIndex', name: slots.name, table: ownerOf(slots, columns[0]), columns });
    return undefined;
  },
  dropPolicy(slots, draft) {
    if (slots.quoted !== undefined)
      draft.rules.push({ kind: 'dropPolicy', table: slots.table, name: slots.quoted });
    return undefined;
  },
  setSchema(slots, draft) {
    if (slots.name) draft.rules.push({ kind: 'setSchema', table: slots.table, to: slots.name });
    return undefined;
  },
  validateConstraint(slots, draft) {
    if (slots.name) draft.rules.push({ kind: 'validateConstraint', table: slots.table, name: slots.name });
    return undefined;
  },
  dropView(slots, draft) {
    if (slots.view) draft.rules.push({ kind: 'dropView', name: slots.view });
    return undefined;
  },
  revoke: (slots, draft) => right(slots, draft, true),
  grant: (slots, draft) => right(slots, draft, false),
  createExtension(slots, draft) {
    if (slots.extension !== undefined) draft.rules.push({ kind: 'extension', name: slots.extension });
    return undefined;
  },
};

function right(
  { tables, privileges, role }: Parameters<Recorder>[0],
  draft: Parameters<Recorder>[1],
  revoke: boolean,
): undefined {
  if (tables && privileges && role) draft.rules.push({ kind: 'grant', revoke, tables, privileges, role });
}
