import type { Locator, Page } from 'playwright-core';

/** Picks a form in a list of all of them: the one that is found first by what is typed. */
export async function pickForm(within: Page | Locator, label: string | RegExp, typed: string): Promise<void> {
  const box = within.getByRole('combobox', { name: label });
  await box.fill(typed);
  const page = 'goto' in within ? within : within.page();
  await page.locator('vaadin-combo-box-item:visible').first().click();
}
