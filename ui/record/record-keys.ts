/** What a key asks of a record's page. */
type RecordKey = 'save' | 'undo' | 'redo' | 'edit' | 'tab-before' | 'tab-after';

/** Undefined: it is not the page's. */
export function recordKey(event: KeyboardEvent): RecordKey | undefined {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === 's') return 'save';
  // What is typed over the page changes nothing below it: there the keys are those of the dialog.
  if (event.composedPath().some((node) => node instanceof HTMLDialogElement)) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'y' && !event.metaKey) return 'redo';
    if (key === 'z' && !event.altKey) return event.shiftKey ? 'redo' : 'undo';
    return undefined;
  }
  if (event.altKey && key === 'arrowleft') return 'tab-before';
  if (event.altKey && key === 'arrowright') return 'tab-after';
  return key === 'e' && isBare(event) ? 'edit' : undefined;
}

/** The tab that the key leads to from the one that is shown; undefined: there is none on that side. */
export function tabBeside(
  tabs: readonly { readonly name: string }[],
  shown: string,
  key: 'tab-before' | 'tab-after',
): string | undefined {
  const at = tabs.findIndex(({ name }) => name === shown) + (key === 'tab-before' ? -1 : 1);
  return at < 0 ? undefined : tabs[at]?.name;
}

/** A key alone, pressed where nobody types. */
function isBare(event: KeyboardEvent): boolean {
  if (event.altKey || event.isComposing) return false;
  const takes = (node: EventTarget) =>
    node instanceof HTMLElement && (node.isContentEditable || node.matches('input, textarea, select'));
  return !event.composedPath().some(takes);
}
