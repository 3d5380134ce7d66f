import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { field, label, partOrder, publishFiles } from './own-package.ts';
import { settled } from './settled.ts';

/** Tells something in the corner that does not go by itself, in the topmost place there is. */
function tell(page: Page): Promise<void> {
  return page
    .locator('gj-notices')
    .last()
    .evaluate((place) => {
      const shown = [1, 2].map((id) => ({
        id,
        kind: 'error',
        text: '没有保存：网络断开，请稍后再试。'.repeat(3),
      }));
      Object.assign(place, { shown });
      (place as HTMLElement & { rise(): void }).rise();
    });
}

/** Those of these buttons that a notice lies over, by their texts, with how many there are in the window. */
async function covered(
  page: Page,
  pressed: string,
): Promise<{ readonly all: number; readonly under: readonly string[] }> {
  const notice = await page.locator('gj-notices').last().boundingBox();
  const buttons = await page.locator(pressed).all();
  const boxes = await Promise.all(
    buttons.map(async (button) => ({ box: await button.boundingBox(), text: await button.innerText() })),
  );
  const foot = page.viewportSize()?.height ?? 0;
  const seen = boxes.filter(({ box }) => box && box.y >= 0 && box.y + box.height <= foot);
  const under = seen.filter(
    ({ box }) =>
      box &&
      notice &&
      box.x < notice.x + notice.width &&
      box.x + box.width > notice.x &&
      box.y < notice.y + notice.height &&
      box.y + box.height > notice.y,
  );
  expect(notice?.height).toBeGreaterThan(0);
  return { all: seen.length, under: under.map(({ text }) => text) };
}

inBrowser('a notice', (site) => {
  it.each([
    { width: 1440, height: 900 },
    { width: 1024, height: 600 },
    { width: 390, height: 844 },
  ])(
    'lies over no button at the foot of a dialog, however high that is, at $width × $height',
    async (size) => {
      const page = await site().visit({ size });
      await page.evaluate(() => {
        const dialog = document.createElement('gj-dialog');
        Object.assign(dialog, { label: '转交' });
        dialog.innerHTML = '<button slot="actions">转交</button><div></div>';
        document.body.append(dialog);
      });
      await settled(page);
      await tell(page);
      await settled(page);
      const buttons = 'gj-dialog footer button:visible, gj-dialog > button:visible';
      for (const height of [0, 100, 200, 300, 400, 500, 600, 700]) {
        const content = page.locator('gj-dialog > div');
        await content.evaluate((one, tall) => one.setAttribute('style', `height:${tall}px`), height);
        await settled(page);
        expect(await covered(page, buttons), `${height} high`).toEqual({ all: 2, under: [] });
      }
    },
  );

  it('lies over no button of a sheet, however far down the window that is', async () => {
    const lines = field('lines', 'entries', '明细', { fields: [field('item', 'text', '货物')] });
    await publishFiles(site(), {
      'package.json': {
        name: 'parts',
        version: '1.0.0',
        guiju: { prefix: 'pa', label: label('配件', 'Parts') },
      },
      'forms/part-order.json': partOrder(lines),
    });
    const page = await site().visit({ path: '/forms/part-order/new' });
    const bar = page.locator('gj-sheet-bar').first();
    await bar.waitFor();
    await settled(page);
    await tell(page);
    const box = await bar.boundingBox();
    for (const below of [5, 40, 80, 120]) {
      await page.setViewportSize({
        width: 1440,
        height: Math.round((box?.y ?? 0) + (box?.height ?? 0) + below),
      });
      await settled(page);
      const { all, under } = await covered(page, 'gj-sheet-bar button:visible');
      expect(all).toBeGreaterThan(0);
      expect(under).toEqual([]);
    }
  });
});
