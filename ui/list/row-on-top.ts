import type { ListedRecord } from '../model/record-list.ts';

/** The place of the record whose row stands on top, among those of the list. */
export function rowOnTop(root: ParentNode, items: readonly ListedRecord[]): number {
  const below = root.querySelector('.heading')?.getBoundingClientRect().bottom ?? 0;
  let top = { id: '', y: Number.POSITIVE_INFINITY };
  for (const button of root.querySelectorAll<HTMLElement>('button[data-record]')) {
    const { y, bottom } = button.getBoundingClientRect();
    // Rows that the grid keeps for later have no place.
    if ((y + bottom) / 2 > below && bottom > y && y < top.y) top = { id: button.dataset['record'] ?? '', y };
  }
  return Math.max(
    0,
    items.findIndex(({ id }) => id === top.id),
  );
}
