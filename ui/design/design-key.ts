import { typesAt } from '../kit/base/types-at.ts';

/** What a key does anywhere on the page of a designed form, but where somebody types; null: nothing. */
export function designKey(event: KeyboardEvent): 'undo' | 'redo' | 'leave' | 'palette' | null {
  if (event.defaultPrevented || typesAt(event)) return null;
  const key = event.key.toLowerCase();
  const turns = event.ctrlKey || event.metaKey;
  if (turns && (key === 'z' || key === 'y')) return key === 'y' || event.shiftKey ? 'redo' : 'undo';
  if (event.key === 'Escape') return 'leave';
  return event.key === '+' ? 'palette' : null;
}
