import { expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';

/** Numbers and times that are drawn, each with a way to what it is made of. */
inBrowser(
  'pictures',
  (site) => {
    it('home keeps the room of its numbers free, so that nothing below moves when one comes back', async () => {
      const page = await site().visit({});
      await page.locator('gj-issuing-pictures gj-funnel').waitFor();
      await settled(page);
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.reload();
      await page.locator('gj-issuing-pictures gj-funnel').waitFor();
      await settled(page);
      const moved = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
      // What needs somebody and the guide are as long as they are; the numbers alone would move ten times as much.
      expect(moved.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.08);
    });

    it('a calendar has the change sets that are scheduled, on their day, each a link', async () => {
      const { node } = site();
      const item = {
        action: 'set',
        type: 'sim_config',
        key: 'sim_callback_request_timeout',
        org: 'root',
        value: 60,
      };
      const made = await node.ask('POST', '/api/changesets', { name: '下周调整', items: [item] });
      expect(made.status).toBe(201);
      const id = String(made.body['id']);
      const at = new Date(Date.now() + 60_000 * 60 * 24 * 2);
      const etag = { 'if-match': `"${String(made.body['revision'])}"` };
      const body = { at: at.toISOString() };
      expect((await node.ask('POST', `/api/changesets/${id}/schedule`, body, etag)).status).toBe(200);

      const page = await site().visit({ path: '/changes?view=calendar' });
      const month = page.getByRole('table', { name: '日历' });
      await month.waitFor();
      const today = await page.evaluate(() => new Date().getMonth());
      const then = await page.evaluate((moment) => new Date(moment).getMonth(), at.getTime());
      const link = page.getByRole('link', { name: /计划发布的变更集.*下周调整/ });
      // At the end of a month its first days are seen beside the last ones, or the next month has them.
      if (today !== then && (await link.count()) === 0)
        await page.getByRole('button', { name: '下个月' }).click();
      await link.waitFor();
      const day = await page.evaluate((moment) => String(new Date(moment).getDate()), at.getTime());
      expect(await month.getByRole('cell').filter({ has: link }).locator('time').innerText()).toBe(day);
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await link.press('Enter');
      await page.waitForURL(`**/changes/${id}`);
    });

    it('the organisation map is coloured by a number, which opens its records, and by a parameter', async () => {
      const page = await site().visit({ path: '/organisation-map?ask=figure&form=invoice-application' });
      const suzhou = page.getByRole('treeitem', { name: /苏州物流有限公司 \d+/ });
      await suzhou.waitFor();
      const counted = Number(/\d+$/.exec((await suzhou.getAttribute('aria-label')) ?? '')?.[0]);
      expect(counted).toBeGreaterThan(0);
      await suzhou.click();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await page
        .getByRole('region', { name: '这里的内容' })
        .getByRole('link', { name: String(counted) })
        .click();
      await page.waitForURL('**/forms/invoice-application?**');
      await expect.poll(() => page.locator('gj-list-page').getByText('SQ-SZ-001').count()).toBeGreaterThan(0);

      // Of two sums one is drawn as a share of the other.
      await page.goto('/organisation-map?ask=figure&form=invoice-application');
      await page.getByRole('combobox', { name: '数值' }).selectOption({ label: '合计 合计税额' });
      await page.getByRole('combobox', { name: '对比基准' }).selectOption({ label: '占 价税合计' });
      await page.getByText('100%').waitFor();
      await page.getByRole('treeitem', { name: /苏州物流有限公司 .+ \/ .+/ }).waitFor();
      expect(new URL(page.url()).searchParams.get('of')).toBeTruthy();

      await page.goto('/organisation-map?ask=value&param=sim_config%2Fsim_callback_request_timeout');
      await page.getByRole('treeitem', { name: /苏州物流有限公司 1,200 秒/ }).waitFor();
      await page.getByRole('list', { name: '图例' }).getByText('1,200 秒').waitFor();
    });

    it('a rule tells which documents it wins, each a link', async () => {
      const page = await site().visit({ path: '/match/invoice-item?tab=table&org=SUZHOU', language: 'en' });
      const wins = page.getByRole('button', { name: /SP-FREIGHT.*: wins \d+/ });
      await wins.waitFor();
      await page
        .getByRole('img', { name: /^Wins by week: [\d ]+$/ })
        .first()
        .waitFor();
      const count = Number(await wins.innerText());
      await wins.press('Enter');
      await page.getByRole('dialog', { name: /Documents that SP-FREIGHT.* wins/ }).waitFor();
      const links = page.locator('gj-rule-reach').getByRole('link');
      await links.first().waitFor();
      expect(await links.count()).toBe(Math.min(20, count));
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await links.first().press('Enter');
      await page.waitForURL('**/forms/invoice-application/*');
    });

    it('a record that limits something shows how much of it is taken', async () => {
      const { body } = await site().node.ask('GET', '/api/issuing/overview?org=BEIJING');
      const [credit] = body['credit'] as readonly { control: string; day: { limit: string } }[];
      expect(credit?.day.limit).toBe('500000');
      const page = await site().visit({ path: `/forms/business-control/${credit?.control}?org=BEIJING` });
      await page.getByRole('region', { name: '已用额度' }).getByText('¥0.00 / ¥500,000.00').waitFor();
    });
  },
  { demo: true },
);
