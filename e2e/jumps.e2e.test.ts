import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { madeSet, timeout } from './console.ts';
import { settled } from './settled.ts';

const [type, key] = timeout.split('/') as [string, string];

/** Local name and place of what has the focus, inside whatever shadows. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute('data-place') ?? at?.getAttribute('aria-label') ?? at?.localName;
  });

/** Whether the focus is inside the page, or on it as a whole. */
const onPage = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('gj-app')?.shadowRoot?.querySelector('gj-shell')?.shadowRoot;
    return main?.querySelector('main')?.matches(':focus-within') ?? false;
  });

/** Follows a link that stands in the page itself, by its key. */
async function jump(page: Page, path: string): Promise<void> {
  await page.locator('gj-home-page').evaluate((home, href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'jump' });
    home.shadowRoot?.append(link);
    link.focus();
  }, path);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname + url.search === path);
}

inBrowser(
  'after a jump',
  (site) => {
    const paths = new Map<string, string>();
    beforeAll(async () => {
      const { node } = site();
      const { body } = await node.ask('GET', '/api/forms/customer/records?view=manage&limit=2');
      const [one, two] = body['items'] as unknown as readonly { id: string }[];
      const put = { action: 'set', type, key, org: 'EAST', value: 610 };
      const set = await madeSet(site(), [put], { name: '变更一' });
      paths.set('a record', `/forms/customer/${one?.id}`);
      paths.set('another record', `/forms/customer/${two?.id}`);
      paths.set('a change set', `/changes/${set.id}`);
      paths.set('a report', '/reports/customer');
      paths.set('the designer', '/design/customer');
    });

    /** By what one knows that it has come. */
    const shown: Readonly<Record<string, string>> = {
      'a record': 'gj-form-layout gj-record-field',
      'a change set': 'gj-change-page section',
      'a report': 'gj-report-page gj-page-head',
      'the designer': 'gj-design-canvas [data-place]',
    };

    it.each(Object.keys(shown))('to %s the focus is on its page, from where keys go on', async (where) => {
      const page = await site().visit();
      await page.locator('gj-home-page').waitFor();
      await settled(page);
      await jump(page, paths.get(where) ?? '');
      await page
        .locator(shown[where] ?? '')
        .first()
        .waitFor();
      await settled(page);
      await expect.poll(() => onPage(page)).toBe(true);
      await page.keyboard.press('Tab');
      expect([await focused(page), await onPage(page)]).toEqual([expect.anything(), true]);
    });

    it('from one record to another of its form it is not lost with what is drawn anew', async () => {
      const page = await site().visit({ path: paths.get('a record') ?? '' });
      await settled(page);
      await page.getByRole('textbox', { name: '名称', exact: true }).focus();
      await page.evaluate((path) => {
        history.pushState({ position: 1 }, '', path);
        dispatchEvent(new PopStateEvent('popstate', { state: { position: 1 } }));
      }, paths.get('another record') ?? '');
      await settled(page);
      await expect.poll(() => onPage(page)).toBe(true);
    });

    it('to a place of a record it is in its field, once that is shown', async () => {
      const page = await site().visit({ path: `${paths.get('a record')}?at=/name` });
      await expect.poll(() => focused(page)).toBe('名称');
    });

    it('to a place of a design it is on its tile', async () => {
      const page = await site().visit({ path: '/design/customer?show=fields/name' });
      await expect.poll(() => focused(page)).toBe('fields/name');
    });

    it('whoever has gone elsewhere before the page was shown stays there', async () => {
      const page = await site().visit();
      await settled(page);
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route(/\/api\/forms\/customer\/records\//, async (route) => {
        await promise;
        await route.continue();
      });
      await jump(page, `${paths.get('a record')}?at=/name`);
      const search = page.locator('gj-side-menu input').first();
      await search.click();
      resolve();
      await page.locator('gj-record-page gj-form-layout').waitFor();
      await settled(page);
      expect(await search.evaluate((box) => box.matches(':focus'))).toBe(true);
    });
  },
  { demo: true },
);
