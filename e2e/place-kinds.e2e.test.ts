import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';

inBrowser(
  'addresses, telephones, places and code',
  (site) => {
    beforeAll(() =>
      publishFiles(site(), {
        'package.json': {
          name: 'depots',
          version: '1.0.0',
          peerDependencies: { platform: '*' },
          guiju: {
            prefix: 'dp',
            label: label('仓库', 'Depots'),
            menu: [{ path: 'depots', label: label('仓库', 'Depots') }],
          },
        },
        'forms/depot.json': {
          name: 'depot',
          kind: 'master',
          sharing: 'everybody',
          label: label('仓库', 'Depot'),
          menu: { path: 'depots' },
          fields: [
            field('number', 'text', '编号', { length: 40, required: true }),
            field('phone', 'phone', '电话', { country: 'CN' }),
            field('place', 'geolocation', '位置'),
            field('address', 'address', '地址'),
            field('query', 'code', '查询', { language: 'sql' }),
            field('signed', 'signature', '签收'),
            field('agreed', 'signature', '同意'),
          ],
          list: { columns: ['number', 'phone', 'address', 'place', 'query'], search: ['number', 'address'] },
        },
      }),
    );
    const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
    const depots = async (query = ''): Promise<readonly JsonObject[]> =>
      (await site().node.ask('GET', `/api/forms/depot/records?${query}`)).body['items'] as JsonObject[];

    it('are typed, taken from the device, pasted as a whole, and found by what they say', async () => {
      const page = await site().visit({ path: '/forms/depot/new' });
      await box(page, '编号').fill('D1');
      await box(page, '电话').fill('138 0013 8000');
      await page.context().grantPermissions(['geolocation']);
      await page.context().setGeolocation({ latitude: 22.543096, longitude: 114.057865, accuracy: 12 });
      await page.getByRole('button', { name: '取当前位置：位置' }).click();
      await page.getByText('误差约 12 米').waitFor();
      await box(page, '地址：街道门牌').focus();
      await box(page, '地址：街道门牌').evaluate((input) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', '广东省深圳市南山区科技园 1 号 518000');
        input.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
        );
      });
      await expect.poll(() => box(page, '地址：城市').inputValue()).toBe('深圳市');
      await box(page, '地址：街道门牌').fill('科技园 2 号');
      await box(page, '查询').click();
      await page.keyboard.type('SELECT 1 -- all');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/depot\/[0-9a-f-]{36}$/);
      expect(await axeFindings(page)).toEqual([]);
      const address = {
        ...{ country: 'CN', province: '广东省', city: '深圳市', district: '南山区' },
        ...{ street: '科技园 2 号', postcode: '518000' },
      };
      expect(await depots()).toMatchObject([
        { phone: '+8613800138000', place: '22.543096,114.057865', address, query: 'SELECT 1 -- all' },
      ]);
      await page.reload();
      await expect.poll(() => box(page, '电话').inputValue()).toBe('+86 138 0013 8000');
      expect(await box(page, '位置').inputValue()).toBe('22.543096, 114.057865');
      expect(await box(page, '地址：邮编').inputValue()).toBe('518000');
      await page.locator('.cm-content').getByText('SELECT').waitFor();
      for (const words of ['南山区科技园 2', '518000'])
        expect(await depots(`q=${encodeURIComponent(words)}`)).toHaveLength(1);
      expect(await depots('q=13%2C3')).toEqual([]);
      const list = await site().visit({ path: '/forms/depot' });
      await list.getByText('广东省深圳市南山区科技园 2 号 518000').waitFor();
    });

    it('are signed with a pen or by name, once', async () => {
      const page = await site().visit({ path: '/forms/depot/new' });
      await box(page, '编号').fill('D2');
      const pad = page.getByRole('img', { name: '签收：在这里签名' });
      const at = await pad.boundingBox();
      if (!at) throw new Error('there is nothing to sign on');
      await page.mouse.move(at.x + 20, at.y + 20);
      await page.mouse.down();
      await page.mouse.move(at.x + 120, at.y + 60, { steps: 8 });
      await page.mouse.move(at.x + 200, at.y + 30, { steps: 8 });
      await page.mouse.up();
      const agreed = page.getByRole('group', { name: '同意', exact: true });
      await agreed.getByRole('button', { name: '用姓名代替' }).click();
      await agreed.getByRole('textbox', { name: '同意：姓名' }).fill('张三');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/depot\/[0-9a-f-]{36}$/);
      await page
        .getByText(/管理员 签于 \d{4}-/)
        .first()
        .waitFor();
      expect(await page.getByRole('button', { name: '重签' }).count()).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      expect(await depots('number=D2')).toMatchObject([
        {
          signed: { path: expect.stringMatching(/^M\d+ \d+L/), by: '管理员' },
          agreed: { typed: '张三', by: '管理员' },
        },
      ]);
    });

    it('say what is wrong, and why a device does not know where it is', async () => {
      const page = await site().visit({ path: '/forms/depot/new', size: { width: 1024, height: 768 } });
      await page.getByRole('button', { name: '取当前位置：位置' }).click();
      await page.getByText(/没有位置权限|取不到位置/).waitFor();
      await box(page, '位置').fill('114.05, 22.5');
      await page.keyboard.press('Tab');
      await page.getByText('纬度在 -90 到 90 之间，不能是 114.05').first().waitFor();
      await box(page, '地址：国家（地区）').fill('中国');
      await page.getByText('国家（地区）应为两个字母，如 CN').first().waitFor();
      expect(await axeFindings(page)).toEqual([]);
    });
  },
  { packages: ['platform', 'basis'] },
);
