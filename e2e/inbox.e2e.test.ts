import { beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { languages } from '../workshop/runs.ts';
import { axeInLanguage, axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { askApproval, hire, madeSet, password, step, timeout } from './console.ts';
import { cutElements } from './cut-elements.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const [type, key] = timeout.split('/') as [string, string];
const put = (value: number) => ({ action: 'set', type, key, org: 'EAST', value });

inBrowser(
  'the inbox',
  (site) => {
    beforeAll(async () => {
      const { node } = site();
      for (const [user, name] of [
        ['liu', '刘洋'],
        ['chen', '陈晨'],
      ] as const)
        await hire(site(), user, name, ['* read', '* write', '* approve']);
      const csv = { 'content-type': 'text/csv' };
      await node.ask('POST', '/api/forms/customer/import', 'nothing,known\n1,2', csv);
      const expiresOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
      await node.ask('POST', '/api/me/tokens', { name: 'ERP', scopes: ['read'], expiresOn });
      await askApproval(site(), [type]);
      const set = await madeSet(site(), [put(610)], { name: '夜间调整', reason: '对方升级' });
      await step(site(), set.id, 'propose');
      await vi.waitFor(
        async () => {
          const { items } = (await node.ask('GET', '/api/inbox')).body;
          expect((items as JsonObject[]).map(({ kind }) => kind)).toContain('failure');
        },
        { timeout: 20_000 },
      );
    });
    const visit = (user: string) => site().visit({ path: '/inbox', user, password });

    it('has what failed first, with its reason and the way to it', async () => {
      const page = await site().visit({ path: '/inbox' });
      const failed = page.getByRole('region', { name: '失败' });
      await failed.getByText('导入客户失败').waitFor();
      // It belongs to no space of the menu: the one at hand stays.
      expect(await page.getByRole('button', { name: '业务', exact: true }).getAttribute('aria-pressed')).toBe(
        'true',
      );
      await failed.getByRole('link', { name: '查看原因' }).click();
      await page.getByRole('region', { name: '后台任务' }).getByText('导入客户').waitFor();
    });

    it.each([
      ['ArrowDown', 'first'],
      ['k', 'last'],
    ] as const)(
      'leads whoever has just come in by %s to its %s item, and nobody who types',
      async (pressed, end) => {
        const page = await site().visit({ path: '/inbox' });
        const links = page.locator('gj-inbox-list a.whole');
        const focused = page.locator('gj-inbox-list a:focus');
        await links.first().waitFor();
        await page.getByRole('searchbox', { name: '查找菜单' }).press(pressed);
        expect(await focused.count()).toBe(0);
        await page.locator('main').focus();
        await page.keyboard.press(pressed);
        await expect.poll(() => focused.textContent()).toBe(await links[end]().textContent());
      },
    );

    it('is gone through by keyboard: done, taken back, put off, and the next is at hand', async () => {
      const page = await site().visit({ path: '/inbox' });
      const first = page.getByRole('link', { name: '导入客户失败' });
      await first.focus();
      await page.keyboard.press('j');
      await expect.poll(() => page.locator('gj-inbox-list a:focus').textContent()).toContain('ERP');
      await page.keyboard.press('k');
      await page.keyboard.press('e');
      await page.getByText('已标为办完：导入客户失败').waitFor();
      await expect.poll(() => first.count()).toBe(0);
      await expect.poll(() => page.locator('gj-inbox-list a:focus').textContent()).toContain('ERP');
      await page.getByRole('button', { name: '撤销' }).click();
      await first.waitFor();
      await page.getByRole('link', { name: /ERP/ }).focus();
      await page.keyboard.press('s');
      await page.getByRole('menuitem', { name: '明天 9:00' }).click();
      await page.getByText(/已推迟到/).waitFor();
      await page.getByRole('tab', { name: '已推迟 1' }).click();
      await page
        .getByRole('listitem')
        .getByText(/^推迟到 .* 09:00/)
        .waitFor();
      await page.getByRole('button', { name: '放回' }).click();
      await page.getByText('没有推迟的事项。').waitFor();
    });

    it('takes a double click for one: what was done is told, with its undo', async () => {
      const page = await site().visit({ path: '/inbox' });
      const waiting = page.getByRole('region', { name: '待审核' }).getByRole('listitem');
      const decided = waiting.filter({ has: page.getByRole('button', { name: '审核', exact: true }) });
      await decided.first().waitFor();
      const count = await decided.count();
      const sent: number[] = [];
      page.on('response', (answer) => {
        if (answer.url().includes('/actions/')) sent.push(answer.status());
      });
      // The second press comes while the first is under way, or once its row is gone.
      for (const delay of [20, 400]) {
        const box = await decided.first().getByRole('button', { name: '审核', exact: true }).boundingBox();
        const [x, y] = [(box?.x ?? 0) + 12, (box?.y ?? 0) + 8];
        await page.mouse.click(x, y, { clickCount: 2, delay });
        await page.getByText(/^已审核：开票申请单/).waitFor();
        await expect.poll(() => decided.count()).toBe(count - 1);
        await settled(page);
        expect(sent).toEqual([200]);
        expect(await page.getByRole('alert').count()).toBe(0);
        await page.getByRole('button', { name: '撤销' }).click();
        await expect.poll(() => decided.count()).toBe(count);
        sent.length = 0;
      }
    });

    it('shows what one decides by, and goes on to the next once it is decided', async () => {
      const page = await site().visit({ path: '/inbox' });
      const waiting = page.getByRole('region', { name: '待审核' }).getByRole('listitem');
      const row = waiting.filter({ hasText: 'SQ-ZH-001' });
      await row.getByText('购方名称').waitFor();
      await row.getByText('价税合计').waitFor();
      for (const width of [1024, 1440]) {
        await page.setViewportSize({ width, height: 768 });
        await settled(page);
        await picture(page, `inbox-facts-${width}`);
        // They have all the room that the row has beside its sign.
        const places = await row.evaluate((one) => {
          const end = (part: Element | null) => Math.round(part?.getBoundingClientRect().right ?? 0);
          return [end(one.querySelector('.facts')), end(one.querySelector('.acts'))];
        });
        expect(places[0]).toBe(places[1]);
      }
      const tops = await row
        .locator('.facts div')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      expect(new Set(tops).size).toBe(1);
      const count = await waiting.count();
      const left = async () =>
        Number(/\d+/.exec((await page.getByText(/^还有 \d+ 项$/).textContent()) ?? '')?.[0]);
      const before = await left();
      await row.getByRole('button', { name: '退回' }).click();
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByRole('button', { name: '退回' }).click();
      await dialog.getByRole('alert').first().waitFor();
      expect(await row.count()).toBe(1);
      await dialog.getByRole('textbox', { name: '原因' }).fill('购方税号不对');
      await dialog.getByRole('button', { name: '退回' }).click();
      await page.getByText('已退回：开票申请单 SQ-ZH-001').waitFor();
      await expect.poll(() => row.count()).toBe(0);
      // Whoever sent it has it again, and the next is at hand.
      const isNext = page.locator('gj-inbox-list a:focus');
      await expect.poll(() => isNext.count()).toBe(1);
      if (count > 1) await expect.poll(left).toBeLessThanOrEqual(before);
      await page.goto(new URL(String(await recordPath()), page.url()).href);
      await page.getByRole('status').filter({ hasText: '购方税号不对' }).waitFor();
      expect(await page.locator('gj-record-head button.primary').allTextContents()).not.toContain('反审核');
    });

    async function recordPath(): Promise<string> {
      const path = '/api/forms/invoice-application/records?view=manage&number=SQ-ZH-001&fields=number';
      const [one] = (await site().node.ask('GET', path)).body['items'] as readonly JsonObject[];
      return `/forms/invoice-application/${String(one?.['id'])}`;
    }

    it('gives an approval to a colleague, who is told from whom it comes', async () => {
      const page = await visit('liu');
      const row = page.getByRole('listitem').filter({ hasText: '审批变更集：夜间调整' });
      await row.getByRole('link', { name: '审批变更集：夜间调整' }).focus();
      await page.keyboard.press('a');
      const dialog = page.locator('gj-form-dialog');
      await dialog.getByRole('combobox', { name: '同事' }).selectOption({ label: '陈晨 · chen' });
      await dialog.getByRole('button', { name: '交给同事' }).click();
      await page.getByText('已交给陈晨：审批变更集：夜间调整').waitFor();
      await expect.poll(() => row.count()).toBe(0);
      const colleague = await visit('chen');
      await colleague.getByRole('listitem').filter({ hasText: '刘洋交给您' }).waitFor();
    });

    it('is what the bell and the first page show, too', async () => {
      const page = await site().visit();
      const card = page.getByRole('region', { name: '需要处理' });
      await card.getByText('导入客户失败').waitFor();
      const bell = page.getByRole('button', { name: /任务与通知/ });
      await expect.poll(() => bell.getAttribute('aria-label')).toMatch(/[1-9] 项需要处理/);
      await bell.click();
      await page.getByRole('dialog', { name: '任务与通知' }).getByText('导入客户失败').waitFor();
    });

    it.each(languages)('is whole in %s, on screens of every width', async (language) => {
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
        [390, 844],
      ] as const) {
        const page = await site().visit({ path: '/inbox', language, size: { width, height } });
        await page.locator('gj-inbox-list').first().waitFor();
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
        expect(await (width === 1440 ? axeNow(page) : axeInLanguage(page, language))).toEqual([]);
        await picture(page, `inbox.${language}.${width}`);
        await page.close();
      }
      const home = await site().visit({ language });
      await home.locator('gj-inbox-list').first().waitFor();
      await settled(home);
      await picture(home, `home.${language}`);
    });
  },
  { demo: true },
);
