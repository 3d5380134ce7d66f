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

/** Takes a picture for the manual, into the folder that `GUIJU_MANUAL_PICTURES` names, as `npm run pictures` does. */
export async function manualPicture(page: Page, name: string): Promise<void> {
  const manual = process.env['GUIJU_MANUAL_PICTURES'];
  if (manual) await page.screenshot({ path: `${manual}/${name}.png` });
  else await picture(page, name);
}
