/** What a key does anywhere on a record's page; null: it is not the page's. */
export function recordKey(
  event: KeyboardEvent,
  tabs: number,
): 'save' | 'undo' | 'redo' | { readonly tab: 1 | -1 } | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 's') return 'save';
    if (key === 'y' && !event.metaKey) return 'redo';
    if (key === 'z' && !event.altKey) return event.shiftKey ? 'redo' : 'undo';
    return null;
  }
  // Without tabs the keys are the browser's own.
  if (!event.altKey || tabs < 2) return null;
  if (event.key === 'ArrowLeft') return { tab: -1 };
  return event.key === 'ArrowRight' ? { tab: 1 } : null;
}
