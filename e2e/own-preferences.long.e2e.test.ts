import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';

inBrowser('what a person prefers', (site) => {
  const kept = async (name: string) => {
    const { body } = await site().node.ask('GET', '/api/me/preferences');
    return (body['items'] as { name: string; value: unknown }[]).find((one) => one.name === name)?.value;
  };
  const widthOf = async (page: Page) =>
    Math.round((await page.locator('gj-sheet [role=columnheader]').nth(1).boundingBox())?.width ?? 0);

  it('follows to another browser: widths in a sheet, and the forms opened last', async () => {
    const page = await site().visit({ path: '/forms/user/new' });
    const edge = page.locator('gj-sheet [data-edge]').first();
    const { x, y, width, height } = (await edge.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const before = await widthOf(page);
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + height / 2, { steps: 4 });
    await page.mouse.up();
    const drawn = await widthOf(page);
    expect(drawn).not.toBe(before);
    await expect.poll(() => kept('sheet:user:roles')).toBeTruthy();

    const elsewhere = await site().visit({ path: '/forms/user/new' });
    await elsewhere.locator('gj-sheet [data-edge]').first().waitFor();
    expect(await widthOf(elsewhere)).toBe(drawn);
    await elsewhere.goto('/');
    await elsewhere.locator('gj-home-page .forms').getByRole('link', { name: /^用户/ }).waitFor();
  });

  it('is the look of every browser that one signs in with, though its own language', async () => {
    const page = await site().visit();
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitemradio', { name: '深色' }).click();
    await expect.poll(() => kept('theme')).toBe('dark');
    const elsewhere = await site().visit({ asChosen: true });
    expect(await elsewhere.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await elsewhere.locator('html').getAttribute('lang')).toBe('zh-Hans');
  });

  it('is sent as the page is left, what waits for an answer to something else as well', async () => {
    const page = await site().visit();
    await expect.poll(() => kept('theme')).toBeUndefined();
    const cdp = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 3_000, downloadThroughput: -1, uploadThroughput: -1 };
    await cdp.send('Network.emulateNetworkConditions', slow);
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitemradio', { name: '深色' }).click();
    await page.getByRole('button', { name: '语言' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    // The first is still to be answered.
    expect(await kept('language')).toBeUndefined();
    // A page that is there at once, whatever the network.
    await page.goto('about:blank');
    site().problems.length = 0;
    await expect.poll(() => kept('theme')).toBe('dark');
    await expect.poll(() => kept('language')).toBe('en');
  });

  it('is sent later when the server was out of reach', async () => {
    const page = await site().visit();
    await page.route('**/api/me/preferences/*', (route) => route.abort());
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitemradio', { name: '浅色' }).click();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('light');
    await page.unroute('**/api/me/preferences/*');
    expect(await kept('theme')).toBeUndefined();
    await page.reload();
    await expect.poll(() => kept('theme')).toBe('light');
    site().problems.length = 0;
  });
});
