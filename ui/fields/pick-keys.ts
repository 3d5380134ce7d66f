/** A combo box, of one or of many. */
interface PickBox extends HTMLElement {
  clearButtonVisible: boolean;
  readonly opened: boolean;
  readonly loading: boolean;
  readonly filter: string;
  readonly filteredItems?: readonly unknown[];
  readonly allowCustomValue?: boolean;
}

/** Id of the line that stands in place of records: there are none that mean what was typed. */
export const noRecord = '-';

/**
 * The keys of every combo box. Escape closes a list and gives up what was typed; what was chosen stays: a box that shows a
 * button to clear it would be cleared as well, without a word, on the way out of a dialog. Enter takes what is found
 * where that is one alone, and of several goes to the first, which the next Enter takes.
 */
export const pickKeys = {
  capture: true,
  handleEvent(event: KeyboardEvent): void {
    const box = event.currentTarget as PickBox;
    if (event.key === 'Escape') keep(box);
    else if (event.key === 'Enter' && !event.isComposing) goToFirstHit(box, event);
  },
};

function keep(box: PickBox): void {
  if (box.opened || !box.clearButtonVisible) return;
  box.clearButtonVisible = false;
  setTimeout(() => {
    box.clearButtonVisible = true;
  });
}

/** A box that takes any text finds by itself what it means. */
function goToFirstHit(box: PickBox, event: KeyboardEvent): void {
  const input = event.target as HTMLElement;
  const [first, ...others] = box.filteredItems ?? [];
  const isHit = first !== undefined && (first as { id?: unknown }).id !== noRecord;
  if (!box.opened || box.loading || box.allowCustomValue || box.filter.trim() === '' || !isHit) return;
  // One that was gone to by an arrow is taken as it is.
  if (input.hasAttribute('aria-activedescendant')) return;
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true }));
  if (others.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
}
