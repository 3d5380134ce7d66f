import type { Page } from 'playwright-core';

/** Presses an action of the page's head, which is a button or, where there is no room for it, in the menu. */
export async function pressInHead(page: Page, name: string): Promise<void> {
  const head = page.locator('gj-page-head');
  const more = head.getByRole('button', { name: /^(更多操作|More actions)$/ });
  await more.waitFor();
  const button = head.getByRole('button', { name, exact: true });
  if (await button.isVisible()) return await button.click();
  await more.click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
