import type { Page } from 'playwright-core';

/** What the control with the focus is called. */
export function focused(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label');
  });
}
