import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { field, partOrder } from './own-package.ts';
import { settled } from './settled.ts';

const order = partOrder(
  field('title', 'text', '标题', { length: 100 }),
  field('worth', 'money', '金额'),
  field('due', 'date', '到期'),
);

const problem = {
  type: 'about:blank',
  title: 'Forbidden',
  status: 403,
  code: 'forbidden',
  detail: 'Nobody may do that now.',
  params: {},
};

inBrowser('a change that is refused in the designer', (site) => {
  beforeAll(async () => {
    const made = await site().node.ask('POST', '/api/design/drafts', {
      name: 'Orders',
      steps: [{ do: 'add-form', content: order }],
    });
    expect(made.status).toBe(201);
  });

  const open = async (): Promise<Page> => {
    const page = await site().visit({ path: '/design/part-order', language: 'en' });
    await page.locator('gj-design-canvas .tile[aria-label^="worth,"]').click();
    await page.locator('gj-place-panel').waitFor();
    const parts = page.locator('gj-place-panel details');
    await parts.evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true;
    });
    await settled(page);
    return page;
  };
  const panel = (page: Page) => page.locator('gj-place-panel');

  it.each<readonly [what: string, box: (page: Page) => Locator]>([
    ['a switch of a list', (page) => panel(page).getByRole('checkbox', { name: 'Quick filter' })],
    ['that a value is there once', (page) => panel(page).getByRole('checkbox', { name: 'unique' })],
    ['a property', (page) => panel(page).getByRole('checkbox', { name: 'Highlighted' })],
  ])('leaves %s as it holds', async (_what, box) => {
    const page = await open();
    const one = box(page).first();
    expect(await one.isChecked()).toBe(false);
    await page.route(/\/api\/design\/drafts\/[^/]+\/steps/, (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: JSON.stringify(problem),
      }),
    );
    await one.click();
    await page.getByText(problem.detail).waitFor();
    await expect.poll(() => one.isChecked()).toBe(false);
    await page.unroute(/\/api\/design\/drafts\/[^/]+\/steps/);
    await one.click();
    await settled(page);
    expect(await one.isChecked()).toBe(true);
  });
});
