/** What a key asks of a record's page. */
type RecordKey = 'save' | 'edit' | 'tab-before' | 'tab-after';

export function recordKey(event: KeyboardEvent): RecordKey | undefined {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === 's') return 'save';
  if (event.altKey && key === 'arrowleft') return 'tab-before';
  if (event.altKey && key === 'arrowright') return 'tab-after';
  return key === 'e' && isBare(event) ? 'edit' : undefined;
}

/** A key alone, pressed where nobody types. */
function isBare(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const takes = (node: EventTarget) =>
    node instanceof HTMLElement && (node.isContentEditable || node.matches('input, textarea, select'));
  return !event.composedPath().some(takes);
}
