/**
 * For `keydown` of a page: an arrow in a list in which nothing is chosen opens it. Some browsers would take the first of
 * what there is without a word, and lists that do something with what is picked would do it.
 */
export function openUnchosen(event: KeyboardEvent): void {
  const [at] = event.composedPath();
  const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
  const isOther = event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey;
  if (!(at instanceof HTMLSelectElement) || !isArrow || isOther || at.value !== '' || at.multiple) return;
  event.preventDefault();
  at.showPicker();
}
