import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BrokenRecording, NotRecorded } from '../errors.ts';
import type { AssistantBlock, Model, ModelRequest } from '../model.ts';
import { Exchange, lastSaid, placeOf, textOf } from './exchange.ts';
import { exchangeFile } from './record.ts';
import { Renamed } from './renamed.ts';

/**
 * Answers as the recording in `folder` does, wherever a run stands, also in another process. What is named anew in
 * every run, as branches and versions are, is translated.
 * @throws BrokenRecording
 */
export function replay(folder: string): Model {
  const recorded = readRecording(folder);
  return {
    id: `replay:${resolve(folder)}`,
    async respond(request) {
      const found = recorded.get(placeOf(request.agent, lastSaid(request)));
      if (found === undefined) throw new NotRecorded(folder, request.agent, textOf(lastSaid(request)));
      const renamed = namesOf(request, recorded);
      const content = found.response.content.map((block) =>
        block.type === 'text' || block.type === 'tool_use' ? renamed.translate(block) : block,
      );
      return { ...found.response, content: content as AssistantBlock[] } as Awaited<
        ReturnType<Model['respond']>
      >;
    },
  };
}

function namesOf(
  { agent, messages, system }: ModelRequest,
  recorded: ReadonlyMap<string, Exchange>,
): Renamed {
  const renamed = new Renamed();
  for (const message of messages) {
    if (message.role !== 'user') continue;
    const then = recorded.get(placeOf(agent, message));
    if (then?.system !== undefined) renamed.learn(then.system, system);
    if (then !== undefined) renamed.learn(then.said, textOf(message));
  }
  return renamed;
}

/** By place; what was asked again after a crash counts as it was answered last. */
function readRecording(folder: string): ReadonlyMap<string, Exchange> {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => exchangeFile.test(name));
  } catch (error) {
    throw new BrokenRecording(folder, 'it cannot be read', error);
  }
  if (names.length === 0)
    throw new BrokenRecording(folder, 'it holds no exchange, such as 0001-issue-planner.json');
  return new Map(
    names.sort().map((name) => {
      try {
        const exchange = Exchange.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
        return [exchange.place, exchange];
      } catch (error) {
        throw new BrokenRecording(join(folder, name), 'it is no exchange of a recording', error);
      }
    }),
  );
}
