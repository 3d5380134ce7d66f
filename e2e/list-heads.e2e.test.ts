import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { isLong } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

/** By day some of all forms. */
const each = isLong ? 1 : 16;

async function headOf(page: Page): Promise<string> {
  const actions = page.locator('gj-list-page gj-page-head gj-actions').locator('a, button');
  await actions.first().waitFor();
  return (await actions.allTextContents()).map((one) => one.trim()).join(' | ');
}

inBrowser(
  'the head of a list',
  (site) => {
    it('offers the same, in the same order, while records come, of many, and of none', {
      timeout: 600_000,
    }, async () => {
      const page = await site().visit();
      const { body } = await site().node.ask('GET', '/api/forms?org=root');
      const all = (body as { readonly forms: readonly { readonly name: string; readonly kind: string }[] })
        .forms;
      // Of settings there is one record, and no list.
      const forms = all.filter(({ kind }) => kind !== 'setting');
      const moved: Record<string, unknown> = {};
      for (const { name } of forms.filter((_, at) => at % each === 0)) {
        let release = () => {};
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        const records = (url: URL) => url.pathname === `/api/forms/${name}/records`;
        await page.route(records, async (route) => {
          await held;
          await route.continue();
        });
        await page.goto(`/forms/${name}`);
        const coming = await headOf(page);
        release();
        await settled(page);
        const come = await headOf(page);
        await page.unroute(records);
        await page.goto(`/forms/${name}?q=nobody-has-this`);
        await settled(page);
        const none = await headOf(page);
        if (coming !== come || come !== none) moved[name] = { coming, come, none };
      }
      expect(moved).toEqual({});
    });

    it('keeps the filters to one line, and offers those that have no room with the others', async () => {
      const page = await site().visit({ path: '/forms/invoice-item', language: 'en' });
      const filters = page.locator('gj-filter-bar gj-filter');
      const height = () => page.locator('gj-filter-bar').evaluate((bar) => bar.clientHeight);
      await settled(page);
      const [all, high] = [await filters.count(), await height()];
      await page.setViewportSize({ width: 1024, height: 768 });
      await expect.poll(() => filters.count()).toBeLessThan(all);
      expect(await height()).toBe(high);
      await page.getByRole('button', { name: 'Add a filter' }).click();
      await page.locator('gj-add-filter').getByRole('button', { name: 'State', exact: true }).click();
      await page.getByRole('checkbox', { name: 'Enabled' }).check();
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).searchParams.get('f.enabled')).toBe('true');
    });

    it('names of numbers end where the numbers do, for who designs as for everybody', async () => {
      const page = await site().visit({ path: '/forms/invoice-application?view=manage' });
      await settled(page);
      const ends = await page.locator('gj-record-grid').evaluate((grid) => {
        const right = (node: Node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return Math.round(range.getBoundingClientRect().right);
        };
        const contents = [...(grid.shadowRoot?.querySelectorAll('vaadin-grid-cell-content') ?? [])];
        const heads = contents.flatMap((one) => one.querySelector('.head.at-end .name') ?? []);
        const values = contents.filter(
          (one) => !one.querySelector('.head') && /^[\d,.]+$/.test(one.textContent.trim()),
        );
        return heads.map((head) => {
          const end = right(head);
          return values.some((one) => Math.abs(right(one) - end) <= 1);
        });
      });
      await picture(page, 'heads');
      expect(ends.length).toBeGreaterThan(0);
      expect(ends).not.toContain(false);
    });

    it.each(['zh', 'en'] as const)(
      'numbers of roles are told whole beside their names (%s)',
      async (language) => {
        const page = await site().visit({
          path: '/forms/role',
          language,
          size: { width: 1024, height: 768 },
        });
        const numbers = page.locator('vaadin-grid-cell-content .ellipsis:has(> a)');
        await numbers.first().waitFor();
        await settled(page);
        const cut = await numbers.evaluateAll((all) =>
          all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
        );
        expect(await numbers.count()).toBeGreaterThan(3);
        expect(cut).toEqual([]);
      },
    );
  },
  { demo: true },
);
