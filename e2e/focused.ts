import type { Page } from 'playwright-core';

/** Name of what has the focus, inside whatever shadows. */
export function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return (
      active?.getAttribute('aria-label') ??
      (active?.localName === 'button' ? (active.textContent?.trim() ?? null) : null)
    );
  });
}
