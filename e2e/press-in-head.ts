import type { Page } from 'playwright-core';

/** Presses an action of the page's head, which is a button, a link or, where there is no room for it, in the menu. */
export async function pressInHead(page: Page, name: string): Promise<void> {
  const head = page.locator('gj-page-head');
  const more = head.getByRole('button', { name: /^(更多操作|More actions)$/ });
  await more.waitFor();
  const own = head
    .getByRole('button', { name, exact: true })
    .or(head.getByRole('link', { name, exact: true }));
  if (await own.isVisible()) return await own.click();
  await more.click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
