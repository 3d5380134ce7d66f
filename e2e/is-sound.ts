import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeNow } from './axe.ts';
import { cutElements } from './cut-elements.ts';
import { picture, takesPictures } from './picture.ts';
import { settled } from './settled.ts';

/** Whole in both widths and languages, and nothing serious for whoever cannot see it. */
export async function isSound(page: Page, name: string): Promise<void> {
  await settled(page);
  const isOver = (await page.locator('dialog[open]').count()) > 0;
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    // An element under a dialog lies there on purpose.
    const cut = (await cutElements(page)).filter((one) => !isOver || !one.includes(' under <'));
    expect(cut, `${name} ${width}`).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await axeNow(page), name).toEqual([]);
  if (!takesPictures) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  await settled(page);
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}
