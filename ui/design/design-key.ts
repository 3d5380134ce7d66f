/** What a key does anywhere on the page of a designed form, but where somebody types; null: nothing. */
export function designKey(event: KeyboardEvent): 'undo' | 'redo' | 'leave' | 'palette' | null {
  if (event.defaultPrevented || typesAt(event)) return null;
  const key = event.key.toLowerCase();
  const turns = event.ctrlKey || event.metaKey;
  if (turns && (key === 'z' || key === 'y')) return key === 'y' || event.shiftKey ? 'redo' : 'undo';
  if (event.key === 'Escape') return 'leave';
  return event.key === '+' ? 'palette' : null;
}

/** Whether an event comes from where somebody types. */
export function typesAt(event: Event): boolean {
  const [at] = event.composedPath();
  return at instanceof HTMLElement && at.matches('input:not([type=checkbox]), textarea, [contenteditable]');
}
