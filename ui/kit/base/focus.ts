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

/** Whether the focus is nowhere, or on the page as a whole: whoever takes it then takes it from nobody. */
export function isFocusFree(): boolean {
  const at = focusedElement();
  return at === null || at === document.body || at.localName === 'main';
}

/** Somebody pressed a key or clicked since he went to the page that comes. */
let hasGoneOn = false;

/** Somebody goes to another page: until he presses a key or clicks, the focus is its to take. */
export function noteLeaving(): void {
  hasGoneOn = false;
  const goesOn = () => {
    hasGoneOn = true;
  };
  for (const event of ['pointerdown', 'keydown'])
    addEventListener(event, goesOn, { capture: true, once: true });
}

/** Whether the page that has come may take the focus to the place to which it was to lead. */
export function mayTakeFocus(): boolean {
  return isFocusFree() || !hasGoneOn;
}
