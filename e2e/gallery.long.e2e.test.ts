import { existsSync, globSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { type BuiltPage, openBuilt } from './open-built.ts';
import { differing } from './picture-difference.ts';
import { settled } from './settled.ts';
import { sideways } from './sideways.ts';
import { watchedPage } from './watched-page.ts';

const looks = ['light-zh', 'light-en', 'dark-zh', 'dark-en'];
/** Of all dots of a picture; letters come out a little otherwise with each release of a browser. */
const tolerated = 0.005;

describe('the kit', () => {
  let gallery: BuiltPage;
  const problems: string[] = [];
  beforeAll(async () => {
    gallery = await openBuilt('ui/gallery');
  });
  afterAll(() => gallery.close());

  async function shown(look: string, width = 1440): Promise<Page> {
    const context = await gallery.browser.newContext({
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await watchedPage(context, gallery.url, problems);
    await page.goto(`${gallery.url}#${look}`);
    await page.getByRole('heading', { name: 'gj-form-dialog' }).waitFor();
    await settled(page);
    return page;
  }

  it('has every element of it on its page', async () => {
    const page = await shown('light-zh');
    await page.getByRole('button', { name: '填写…' }).click();
    await page.getByRole('dialog', { name: '新增渠道' }).waitFor();
    const there = await page.evaluate(() => {
      const inside = (root: Document | ShadowRoot): string[] =>
        [...root.querySelectorAll('*')].flatMap((one) => [
          one.localName,
          ...(one.shadowRoot ? inside(one.shadowRoot) : []),
        ]);
      return inside(document);
    });
    const defined = globSync('ui/kit/**/gj-*.ts').flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/customElements\.define\('([\w-]+)'/g)].map(([, name]) => name),
    );
    expect(defined.length).toBeGreaterThan(10);
    expect(defined.filter((name) => name !== undefined && !there.includes(name))).toEqual([]);
    await page.context().close();
  });

  it.each(looks)('is whole and can be used by everybody, %s', async (look) => {
    const page = await shown(look);
    expect(await axeFindings(page), look).toEqual([]);
    const isEnglish = look.endsWith('en');
    for (const name of isEnglish ? ['Done', 'Warn', 'Fail'] : ['完成', '提醒', '出错'])
      await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('button', { name: isEnglish ? 'Menu' : '菜单', exact: true }).click();
    await settled(page);
    expect(await axeFindings(page), `${look}, menu`).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: isEnglish ? 'Fill in…' : '填写…' }).click();
    await page.getByRole('dialog').waitFor();
    await page
      .getByRole('button', { name: isEnglish ? 'Add' : '新增', exact: true })
      .last()
      .click();
    await settled(page);
    expect(await axeFindings(page), `${look}, dialog`).toEqual([]);
    expect(problems.splice(0)).toEqual([]);
    await page.context().close();
  });

  it.each([1440, 1024, 390])('is not wider than a window of %i', async (width) => {
    const page = await shown('light-en', width);
    expect(await sideways(page)).toBe(0);
    await page.context().close();
  });

  it.each(['light-zh', 'dark-en'])('looks as it did, %s', async (look) => {
    const page = await shown(look);
    // In a window as high as the page, so that what keeps to the window's edge stands where it belongs.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: 1440, height });
    await settled(page);
    const now = await page.screenshot();
    const path = `e2e/pictures/kit-${look}.png`;
    if (process.env['GUIJU_NEW_PICTURES'] === '1' || !existsSync(path)) await writeFile(path, now);
    const changed = await differing(page, readFileSync(path), now);
    if (changed > tolerated) await writeFile(`${path}.now`, now);
    expect(changed, `${path}: GUIJU_NEW_PICTURES=1 takes what it looks like now`).toBeLessThanOrEqual(
      tolerated,
    );
    await page.context().close();
  });
});
