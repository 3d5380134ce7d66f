/** Whether an event comes from where somebody types. */
export function typesAt(event: Event): boolean {
  const [at] = event.composedPath();
  return at instanceof HTMLElement && at.matches('input:not([type=checkbox]), textarea, [contenteditable]');
}
