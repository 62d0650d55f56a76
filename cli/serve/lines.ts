import { GodwitError } from '../../errors.ts';
import type { News } from '../../triggers/conversation/rounds.ts';
import type { Channel } from '../output/channel.ts';
import { escaped } from '../output/style.ts';

/** What is told of a conversation: a line for what was said, and one for what was heard. */
export function conversationLines(channel: Channel): News {
  const { style, print, note, json } = channel;
  const last = new Map<string, string>();
  return {
    said: (place, run, title, url) => {
      print(`  ${style.dim(run.id)}  said: ${escaped(title)}  ${escaped(url ?? place.name)}`);
      if (json) channel.result({ type: 'said', run: run.id, place: place.name, title, url });
    },
    heard: (heard) => {
      print(`  ${style.dim(heard.run)}  heard from ${escaped(heard.by)}: ${escaped(heard.came)}`);
      if (json) channel.result({ type: 'heard', ...heard });
    },
    trouble: (place, error) => {
      const hint = error instanceof GodwitError && error.hint !== undefined ? `\n  ${error.hint}` : '';
      const text = `${style.yellow(`${place}: ${escaped(error.message)}`)}${hint}`;
      // As long as it is the same it is told once.
      if (last.get(place) !== text) note(text);
      last.set(place, text);
    },
    well: (place) => {
      if (last.delete(place)) note(`${place}: it works again`);
    },
  };
}
