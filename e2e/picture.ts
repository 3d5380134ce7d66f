import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';

const folder = process.env['GUIJU_PICTURES'];

export const takesPictures = folder !== undefined;

/** Takes a picture of a page, into the folder that `GUIJU_PICTURES` names. Default: no picture is taken. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}
