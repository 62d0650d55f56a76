import { givenBack } from './owner.ts';
import { nameOf } from './path.ts';
import type { Writer } from './supplement.ts';

/** Languages, transforms and access methods. */
export const languageStatements: Writer = (difference, { objects }) => {
  const { kind, object, attribute } = difference;
  if (kind !== 'language' && kind !== 'transform' && kind !== 'access method') return [];
  const address = `${kind.toUpperCase()} ${nameOf(difference)}`;
  const wanted = objects[object]?.attributes;
  if (wanted === undefined) return [`DROP ${address}`];
  if (attribute !== null) return attribute === 'owner' ? givenBack(address, wanted) : [];
  const definition = wanted.definition ?? '';
  if (kind === 'access method') {
    const [type, handler] = definition.split(' ');
    return [`CREATE ${address} TYPE ${type === 't' ? 'TABLE' : 'INDEX'} HANDLER ${handler}`];
  }
  if (kind === 'transform') {
    const [, from, to] = /^from (?:(.*\)) )?to(?: (.*))?$/s.exec(definition) ?? [];
    const functions = [
      ...(from === undefined ? [] : [`FROM SQL WITH FUNCTION ${from}`]),
      ...(to === undefined ? [] : [`TO SQL WITH FUNCTION ${to}`]),
    ];
    return [`CREATE ${address} (${functions.join(', ')})`];
  }
  // Which of three functions one of two is, the snapshot does not say.
  const functions = definition.split(' ').map((signature) => signature.replace(/\(.*$/, ''));
  if (functions.length === 2) return [];
  const [handler, inline, validator] = functions;
  const rest = inline === undefined ? '' : ` INLINE ${inline} VALIDATOR ${validator}`;
  const trusted = wanted.trusted === undefined ? '' : 'TRUSTED ';
  return [`CREATE ${trusted}${address} HANDLER ${handler}${rest}`, ...givenBack(address, wanted)];
};
