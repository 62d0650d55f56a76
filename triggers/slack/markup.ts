const reference = /<([^<>\n]*)>/g;
const entity = /&(amp|lt|gt);/g;
const characters = { amp: '&', lt: '<', gt: '>' } as const;

/** What a person sees of a message, from what Slack made of it; `bot` is whom the message is addressed to. */
export function plainText(message: string, bot: string): string {
  return (
    message
      // Before the entities: `&lt;@U1&gt;` is what somebody typed.
      .replace(reference, (_, inside: string) => shown(inside, bot))
      .replace(entity, (_, name: keyof typeof characters) => characters[name])
      .replace(/^\s*[:,]\s+/, '')
      .trim()
  );
}

/** What stands for `<inside>`. */
function shown(inside: string, bot: string): string {
  const bar = inside.indexOf('|');
  const to = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? undefined : inside.slice(bar + 1);
  if (to === `@${bot}`) return '';
  if (to.startsWith('@')) return `@${label ?? to.slice(1)}`;
  if (to.startsWith('#')) return `#${label ?? to.slice(1)}`;
  if (to.startsWith('!')) return label ?? `@${to.slice(1).split('^')[0]}`;
  if (label === undefined) return to.replace(/^mailto:/, '');
  // Slack makes a link of `orders.id`, for there is a country with that name.
  const address = to.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '');
  return address === label.replace(/^https?:\/\//, '').replace(/\/$/, '') ? label : `${label} (${to})`;
}
