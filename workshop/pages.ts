/** One answer of a list that comes in pages; without `next` it is the last. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null | undefined;
}

/** More pages than any list of a test has. */
const usualMost = 500;

/**
 * All items of a list, page after page. A cursor that comes again, and more pages than there can be, fail: whoever
 * goes on where he was would otherwise go on until the memory is full.
 */
export async function allPages<Item, Cursor>(
  read: (cursor: Cursor | undefined) => Promise<Page<Item, Cursor>>,
  most = usualMost,
): Promise<Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let cursor: Cursor | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.next === null || page.next === undefined) return items;
    const mark = JSON.stringify(page.next);
    if (seen.has(mark)) throw new Error(`page ${pages} goes on where an earlier one did: ${mark}`);
    if (pages === most) throw new Error(`there are more than ${most} pages`);
    seen.add(mark);
    cursor = page.next;
  }
}
