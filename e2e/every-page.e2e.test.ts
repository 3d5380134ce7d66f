import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings, outlineRules } from './axe.ts';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';
import { pageNames, sitePage } from './site-pages.ts';

interface Outline {
  readonly name: string;
  readonly kind: string;
  readonly listLabel: { readonly zh: string };
  readonly recordLabel: { readonly zh: string };
  readonly actions: readonly string[];
}

/** Opens all folders of the menu, those inside of others as well. */
async function unfolded(page: Page) {
  const menu = page.getByRole('navigation', { name: '主菜单' });
  const closed = menu.locator('button[aria-expanded=false]');
  for (let left = 100; left > 0 && (await closed.count()) > 0; left--) await closed.first().click();
  expect(await closed.count()).toBe(0);
  return menu;
}

inBrowser(
  'in one and the same way',
  (site) => {
    it('every page has its head in one place, with one heading, its landmarks and no word of a program', async () => {
      const heads = new Map<string, readonly string[]>();
      const found: string[] = [];
      for (const name of pageNames) {
        const { path, signedIn = true, provokes = false } = await sitePage(site(), name);
        const page = await site().visit({ path, signedIn });
        await settled(page);
        // axe looks for the target of a skip link outside of the page's parts; below it is gone instead.
        const findings = (await axeFindings(page, outlineRules)).filter(
          (one) => !one.includes('class="skip"'),
        );
        found.push(...findings.map((finding) => `${name}: ${finding}`));
        const head = page.locator('gj-page-head').first();
        if (await head.isVisible()) {
          const box = await head.boundingBox();
          const title = await head.getByRole('heading', { level: 1 }).boundingBox();
          const place = [box?.x, box?.y, (title?.x ?? 0) - (box?.x ?? 0)].join(' ');
          heads.set(place, [...(heads.get(place) ?? []), name]);
        }
        const text = await page.locator('body').innerText();
        expect(
          text.match(/(?:见|see) JSON|(?:版本|version) \d{3,}|goods ?\/ ?material/gi) ?? [],
          name,
        ).toEqual([]);
        if (provokes) site().problems.length = 0;
        await page.close();
      }
      expect(found).toEqual([]);
      expect([...heads.values()].flat().length).toBeGreaterThan(18);
      expect([...heads], 'where heads stand, and how far in their titles').toHaveLength(1);
    });

    it.each(['sign-in', 'home'] as const)(
      '%s is left behind by its first link, into what the page is about',
      async (name) => {
        const { path, signedIn = true } = await sitePage(site(), name);
        const page = await site().visit({ path, signedIn });
        await settled(page);
        const skip = page.getByRole('link', { name: '跳到内容' });
        await page.evaluate(() => {
          let inner = document.activeElement;
          while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
          (inner as HTMLElement | null)?.blur();
        });
        await skip.focus();
        expect(await skip.isVisible()).toBe(true);
        await page.keyboard.press('Enter');
        const main = page.getByRole('main');
        await expect.poll(() => main.evaluate((node) => node.matches(':focus'))).toBe(true);
      },
    );

    it('every list leads to what was deleted of it, and back', async () => {
      const { body } = await site().node.ask('GET', '/api/forms');
      const lists = (body['forms'] as unknown as Outline[]).filter(
        ({ kind, actions }) => kind !== 'setting' && actions.includes('history'),
      );
      expect(lists.length).toBeGreaterThan(50);
      const page = await site().visit();
      for (const { name, listLabel, recordLabel } of lists) {
        await page.goto(`/forms/${name}`);
        await page.getByRole('heading', { level: 1, name: listLabel.zh, exact: true }).waitFor();
        await page.getByRole('link', { name: '已删除', exact: true }).click();
        await page.getByRole('heading', { level: 1, name: `已删除的${recordLabel.zh}` }).waitFor();
        await page.getByRole('link', { name: listLabel.zh, exact: true }).last().waitFor();
      }
    }, 240_000);

    it('the menu has an icon of its own for each area, steps in level by level, and says nothing twice', async () => {
      const page = await site().visit();
      const menu = await unfolded(page);
      const icons = await menu
        .locator('ul')
        .first()
        .locator(':scope > li > button > svg')
        .evaluateAll((all) => all.map((one) => one.innerHTML));
      expect(icons.length).toBeGreaterThan(3);
      expect(new Set(icons).size).toBe(icons.length);
      const entries = await menu.getByRole('link').evaluateAll((all) =>
        all.map((one) => ({
          text: one.textContent?.trim() ?? '',
          level: Number((one as HTMLElement).style.getPropertyValue('--level') || 0),
          left: one.querySelector('.name')?.getBoundingClientRect().left ?? 0,
        })),
      );
      const texts = entries.map(({ text }) => text);
      expect(texts.length).toBeGreaterThan(50);
      expect(texts.filter((text, at) => texts.indexOf(text) < at)).toEqual([]);
      expect(texts.filter((text) => text.includes('其它'))).toEqual([]);
      const left = (level: number) =>
        new Set(entries.filter((one) => one.level === level).map((one) => one.left));
      for (const level of [1, 2, 3]) expect(left(level).size, `level ${level}`).toBe(1);
      expect(Math.min(...left(2)) - Math.min(...left(1))).toBeGreaterThanOrEqual(12);
      expect(Math.min(...left(3)) - Math.min(...left(2))).toBeGreaterThanOrEqual(12);
    });

    it('the funnel of a match is as long at each step as there are rules left', async () => {
      const page = await site().visit({ path: '/match/invoice-item' });
      await page.getByRole('button', { name: '匹配', exact: true }).click();
      const steps = page.getByRole('table', { name: '每一步剩下的规则数' }).getByRole('row');
      await steps.first().waitFor();
      const read = await steps.evaluateAll((rows) =>
        rows.map((row) => ({
          left: Number(row.querySelector('.left')?.textContent?.replaceAll(',', '')),
          long: row.querySelector('.bar')?.getBoundingClientRect().width ?? 0,
          track: row.querySelector('.track')?.getBoundingClientRect().width ?? 0,
        })),
      );
      const most = Math.max(...read.map(({ left }) => left));
      expect(most).toBeGreaterThan(1);
      expect(new Set(read.map(({ left }) => left)).size).toBeGreaterThan(1);
      for (const { left, long, track } of read) {
        const wanted = (left / most) * track;
        expect(Math.abs(long - wanted), `${left} of ${most}`).toBeLessThanOrEqual(track / 100 + 1);
      }
    });
  },
  { demo: true },
);
