/** The parts of `schema."ta.ble".column`, as they are written. */
export function pathOf(name: string): string[] {
  return name.match(/(?:"(?:[^"]|"")*"|[^".])+/g) ?? [];
}

/** Without the last part: the relation of a column, the schema of a relation. */
export const holderOf = (name: string): string => pathOf(name).slice(0, -1).join('.');

export const lastOf = (name: string): string => pathOf(name).at(-1) ?? name;

/** An object of a snapshot without its kind: `column public.t.a` is `public.t.a`. */
export const nameOf = ({ object, kind }: { readonly object: string; readonly kind: string }): string =>
  object.slice(kind.length + 1);
