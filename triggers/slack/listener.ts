import type pg from 'pg';
import { GodwitError } from '../../errors.ts';
import { findBySource, type Run } from '../../graph/store/runs.ts';
import { line, type Message } from '../conversation/message.ts';
import type { Listener, Place } from '../conversation/place.ts';
import { sayOnce } from '../conversation/say.ts';
import type { MigrationRequest } from '../request.ts';
import { catchUp } from './catch-up.ts';
import { type Slack, slackOf } from './client.ts';
import { type SlackEvent, stayConnected } from './connection.ts';
import { type Meaning, meaningOf, requestOf } from './requests.ts';
import { type SlackSettings, slackSettings } from './settings.ts';
import { refOf, type ThreadOf, threadOf, threadPlace } from './thread.ts';
import { Unread } from './unread.ts';
import { nameOf, reasonAgainst } from './who.ts';

/** What becomes of a request that comes in by itself. */
export interface Reception {
  readonly pool: () => Promise<pg.Pool>;
  /** Leaves it to the workers; the same run where that was done before. */
  readonly begin: (request: MigrationRequest) => Promise<Run>;
  readonly onTrouble: (error: unknown) => void;
  /** After trouble, or without any: it is connected. */
  readonly onWell: () => void;
}

/**
 * The threads of Slack; undefined without its tokens. With a reception it brings in what people ask the app for, in
 * channels and direct messages: the run speaks in the message's thread.
 * @throws with a reception, what slackSettings throws; tokens that are meant for something else are in nobody's way
 */
export function slackListener(
  env: Readonly<Record<string, string | undefined>>,
  reception?: Reception,
): Listener | undefined {
  const settings = reception === undefined ? settingsOrNone(env) : slackSettings(env);
  if (settings === undefined) return undefined;
  const open = slackOf(settings);
  const unread = new Unread();
  const placeOf = (thread: ThreadOf): Place => threadPlace(open, thread);
  return {
    kind: 'slack',
    title: settings.app === undefined ? 'Slack' : `Slack (app ${settings.app})`,
    placeOf: ({ spec }) => {
      const thread = threadOf(spec.request.source.ref);
      return thread && unread.only(placeOf(thread));
    },
    ...(reception && {
      listen: async (wake: () => void, signal: AbortSignal) => {
        const { onTrouble } = reception;
        await open().catch((error: unknown) => {
          // With the wrong token it would wait for ever.
          if (!(error instanceof GodwitError) || !error.transient) throw error;
          onTrouble(error);
        });
        const onEvent = async (event: SlackEvent): Promise<void> => {
          const slack = await open();
          const meaning = meaningOf(event, slack.bot);
          if (meaning === undefined) return;
          const place = placeOf(meaning.thread);
          if (meaning.is === 'request') await receive(reception, slack, place, meaning);
          else if (meaning.mentions) await explain(reception, place, meaning.thread);
          if (unread.add(place) || meaning.is === 'request') wake();
        };
        const onOpen = async (): Promise<void> => {
          unread.addAll();
          wake();
          await catchUp(await reception.pool(), await open(), onEvent);
          reception.onWell();
        };
        await stayConnected({ settings, signal, onEvent, onOpen, onTrouble });
      },
    }),
  };
}

function settingsOrNone(env: Readonly<Record<string, string | undefined>>): SlackSettings | undefined {
  try {
    return slackSettings(env);
  } catch {
    return undefined;
  }
}

async function receive(
  { pool, begin }: Reception,
  slack: Slack,
  place: Place,
  meaning: Meaning & { readonly is: 'request' },
): Promise<void> {
  const against = meaning.isShared
    ? 'people of other companies read this channel'
    : await reasonAgainst(slack, meaning.user);
  if (against !== undefined)
    return sayHere(place, 'refused', {
      title: `${nameOf(meaning.user)} cannot ask for a migration here: ${against}`,
      parts: [],
    });
  try {
    const run = await begin(requestOf(slack, meaning));
    await sayOnce(await pool(), place, run.id, 'begun', {
      title: `Run ${run.id} has begun`,
      parts: [{ is: 'text', text: 'What it asks, and what becomes of it, is said in this thread.' }],
    });
  } catch (error) {
    // What may go well another time is delivered once more.
    if (!(error instanceof GodwitError) || error.transient) throw error;
    const hint = error.hint === undefined ? [] : [{ is: 'text', text: line(error.hint) } as const];
    await sayHere(place, 'not begun', { title: `It cannot be begun: ${line(error.message)}`, parts: hint });
  }
}

/** Whoever calls the app into a thread waits for it to say something. */
async function explain({ pool }: Reception, place: Place, thread: ThreadOf): Promise<void> {
  if ((await findBySource(await pool(), { kind: 'slack', ref: refOf(thread) })) !== undefined) return;
  await sayHere(place, 'no request', {
    title: 'A request is a message of its own, outside of threads',
    parts: [{ is: 'text', text: 'It says all that shall change; what is not clear is asked in its thread.' }],
  });
}

/** Once, where there is no run that keeps what it said. */
async function sayHere(place: Place, key: string, message: Message): Promise<void> {
  if ((await place.said(key)) === undefined) await place.say(key, message);
}
