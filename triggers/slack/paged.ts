interface Page<T> {
  readonly items: readonly T[];
  /** Empty where there is no other page. */
  readonly next: string | undefined;
}

/** All items of what Slack gives page by page. */
export async function* paged<T>(
  read: (cursor: { readonly cursor?: string }) => Promise<Page<T>>,
): AsyncGenerator<T> {
  for (let cursor: { cursor?: string } = {}; ; ) {
    const { items, next } = await read(cursor);
    yield* items;
    if (!next) return;
    cursor = { cursor: next };
  }
}
