import { JsonPlusSerializer, type SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { UnserialisableState } from '../errors.ts';

/**
 * LangGraph's serializer ruins what it cannot write without an error: one bigint turns the whole value into the
 * text "[unable to serialize …]", a Date becomes a string. And it revives objects that carry an `lc` key, which
 * text from outside could forge. This one refuses both.
 */
export class StrictSerializer implements SerializerProtocol {
  readonly #inner = new JsonPlusSerializer();

  dumpsTyped(data: unknown): Promise<[string, Uint8Array]> {
    assertPlain(data, 'value', new Set());
    return this.#inner.dumpsTyped(data);
  }

  loadsTyped(type: string, data: Uint8Array | string): Promise<unknown> {
    return this.#inner.loadsTyped(type, data);
  }
}

function assertPlain(value: unknown, path: string, above: Set<object>): void {
  if (value === undefined || value === null || typeof value === 'boolean' || typeof value === 'string')
    return;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return;
    throw new UnserialisableState(path, `${value} is not a JSON number`);
  }
  if (typeof value !== 'object') throw new UnserialisableState(path, `a ${typeof value}`);
  if (value instanceof Error || value instanceof Uint8Array || isLangGraphs(value)) return;
  if (above.has(value)) throw new UnserialisableState(path, 'a cycle');

  above.add(value);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (item === undefined)
        throw new UnserialisableState(`${path}[${index}]`, 'undefined, which becomes null');
      assertPlain(item, `${path}[${index}]`, above);
    }
  } else assertPlainObject(value, path, above);
  above.delete(value);
}

/** LangGraph's own: a Command or Send on its way to the next step. A plain object with this key is somebody's input. */
const isLangGraphs = (value: object): boolean => 'lg_name' in value && !isPlain(value);

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

function assertPlainObject(value: object, path: string, above: Set<object>): void {
  if (!isPlain(value))
    throw new UnserialisableState(path, `an instance of ${value.constructor?.name ?? 'a class'}`);
  if (Object.hasOwn(value, 'lc'))
    throw new UnserialisableState(path, 'the key "lc" is reserved by the serializer');
  for (const [key, item] of Object.entries(value)) assertPlain(item, `${path}.${key}`, above);
}
