import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';

inBrowser('the first paint', (site) => {
  it('stands before scripts and styles have come, and goes with the first page', async () => {
    const page = await site().visit();
    let held = 0;
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    await page.route(/\/assets\//, async (route) => {
      held += 1;
      await gate;
      await route.continue();
    });
    await page.goto(page.url(), { waitUntil: 'commit' });
    const first = page.locator('#first');
    await first.waitFor();
    // Not only there, but painted: style sheets behind it hold nothing up.
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    expect(held).toBeGreaterThan(0);
    expect(await page.locator('gj-app').count()).toBe(0);
    const ground = await first
      .locator('div')
      .first()
      .evaluate((box) => getComputedStyle(box).backgroundColor);
    expect(ground).toBe('rgb(255, 255, 255)');
    await picture(page, 'first-paint');
    open();
    await page.locator('gj-home-page').waitFor();
    expect(await first.count()).toBe(0);
  });
});
