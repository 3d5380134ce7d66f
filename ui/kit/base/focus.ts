import { LitElement } from 'lit';

/**
 * Moves the focus to what may have its first drawing still ahead. Whoever types on quickly is served too: the focus is
 * there before the next key, for which a frame of a busy page would come too late.
 */
export async function focusDrawn(place: HTMLElement | null | undefined): Promise<void> {
  if (place instanceof LitElement) await place.updateComplete;
  place?.focus();
}
/** Answers the element that has the focus, however many shadow roots it lies in. */
export function focusedElement(): HTMLElement | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : null;
}
