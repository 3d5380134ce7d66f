import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Answers the name of the element that has the focus. */
export function focus(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const label = active instanceof HTMLInputElement ? active.labels?.[0] : active;
    const text = active?.getAttribute('aria-label') ?? label?.textContent ?? '';
    return text.replaceAll(/\s+/g, ' ').trim();
  });
}

/** Goes from one stop to the next until it comes to what is so called. */
export async function walk(
  page: Page,
  to: RegExp,
  key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab',
): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 50; step++) {
    const at = await focus(page);
    if (to.test(at)) return;
    passed.push(at);
    await page.keyboard.press(key);
  }
  expect.fail(`no ${to} among ${passed.join(' · ')}`);
}
