import { accessSync, constants, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRecord } from '../errors.ts';
import type { Model } from '../model.ts';
import { begins, type Exchange, lastSaid, placeOf, textOf } from './exchange.ts';

export const exchangeFile = /^(\d{4})-.*\.json$/;

/**
 * The same model; each of its answers is written to `folder`, with what it answered. Keys of the API are in neither.
 * `goesOn`: the run began in another process, and its recording, too.
 * @throws CannotRecord before the model is asked anything
 */
export function recording(model: Model, folder: string, { goesOn = false } = {}): Model {
  open(folder, goesOn);
  return {
    id: model.id,
    contextWindow: model.contextWindow,
    checkNames: (names) => model.checkNames?.(names),
    async respond(request, options) {
      const response = await model.respond(request, options);
      const last = lastSaid(request);
      const exchange: Exchange = {
        format: 1,
        agent: request.agent,
        said: textOf(last),
        ...(begins(last) ? { system: request.system } : {}),
        place: placeOf(request.agent, last),
        response: response as Exchange['response'],
      };
      const name = `${String(nextNumber(folder)).padStart(4, '0')}-${request.agent}.json`;
      write(join(folder, name), `${JSON.stringify(exchange, null, 2)}\n`);
      return response;
    },
  };
}

function open(folder: string, goesOn: boolean): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new CannotRecord(folder, (error as NodeJS.ErrnoException).code ?? String(error), error);
  }
  if (!goesOn && nextNumber(folder) > 1) throw new CannotRecord(folder, 'it holds a recording already');
}

/** Whole or not at all: a process may die while it writes. */
function write(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/** Behind what is there: a run that goes on in another process goes on in the same recording. */
function nextNumber(folder: string): number {
  const numbers = readdirSync(folder).map((name) => Number(exchangeFile.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}
