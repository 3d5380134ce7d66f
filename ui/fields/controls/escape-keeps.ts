interface Box extends HTMLElement {
  opened: boolean;
  clearButtonVisible: boolean;
}

/**
 * Listens for keys on a box with a clear button: Escape in a closed one leaves what it stands in and is heard there, but
 * never empties the box, as the box by itself would do.
 */
export const escapeKeeps = {
  capture: true,
  handleEvent(event: KeyboardEvent): void {
    const box = event.currentTarget as Box;
    if (event.key !== 'Escape' || box.opened || !box.clearButtonVisible) return;
    box.clearButtonVisible = false;
    // Once the box itself has heard the key.
    setTimeout(() => {
      box.clearButtonVisible = true;
    });
  },
};
