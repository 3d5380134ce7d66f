/** A combo box, of one or of many. */
type Clearable = HTMLElement & { clearButtonVisible: boolean; opened: boolean };

/**
 * Escape closes a list and gives up what was typed; what was chosen stays. A combo box that shows a button to clear it
 * would be cleared by Escape as well, without a word, on the way out of a dialog.
 */
export const escapeKeeps = {
  capture: true,
  handleEvent(event: KeyboardEvent): void {
    const box = event.currentTarget as Clearable;
    if (event.key !== 'Escape' || box.opened || !box.clearButtonVisible) return;
    box.clearButtonVisible = false;
    setTimeout(() => {
      box.clearButtonVisible = true;
    });
  },
};
