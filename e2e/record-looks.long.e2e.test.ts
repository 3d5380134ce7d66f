import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';
import { makeSpecimen, publishSpecimens } from './specimens.ts';

inBrowser(
  'a record, looked at',
  (site) => {
    let path = '';
    beforeAll(async () => {
      await publishSpecimens(site());
      const { id } = await makeSpecimen(site(), {
        text: '样本',
        multiline: '一行',
        integer: 1,
        decimal: '1.5',
        money: '10',
        currency: 'EUR',
        percent: '0.13',
        boolean: true,
        why: '因为',
        date: '2026-03-04',
        time: '08:30:00',
        timeRange: '08:00:00~17:00:00',
        duration: 5400,
        rating: 4,
        colour: '#1f6feb',
        barcode: '6901234567892',
        signature: { path: 'M10 80L390 80' },
        code: 'SELECT 1',
        address: { province: '广东省', city: '深圳市', street: '科技园 1 号' },
        geolocation: '22.543096,114.057865',
        richText: '<h2>标题</h2><p>一 <strong>二</strong></p>',
        datetime: '2026-03-04T10:45:00Z',
        choice: 'red',
        choices: ['red', 'blue'],
        secret: 'hush',
        reference: { number: 'T1' },
        references: [{ number: 'T1' }, { number: 'T2' }],
        anyReference: 'thing/T1',
        fieldList: ['name', 'rate'],
        url: 'https://example.com/',
        template: '[&name&]',
        json: { a: 1 },
        lines: [{ item: '甲', quantity: '2', price: '3' }],
        condition: { fact: 'rate', operator: 'greaterThan', value: '0.05' },
      });
      path = `/forms/specimen/${id}`;
    });
    const shown = async (page: Page) => {
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
    };
    const more = async (page: Page, name: string) => {
      await page.getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name }).click();
    };

    it('nothing is cut at 1024 in both languages with a value of every kind, axe finds nothing serious in both themes', async () => {
      const visit = async (language: 'zh' | 'en') => {
        const page = await site().visit({ path, language, size: { width: 1024, height: 768 } });
        await shown(page);
        expect(await cutElements(page), language).toEqual([]);
        return page;
      };
      await (await visit('en')).close();
      const page = await visit('zh');
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(await axeNow(page)).toEqual([]);
    });

    it.each([
      ['its menu', (page) => page.getByRole('button', { name: '更多操作' }).click()],
      ['its history', (page) => page.getByRole('button', { name: '历史' }).click()],
      ['where it is used', (page) => more(page, '被引用情况')],
      ['its sharing', (page) => page.getByRole('button', { name: '管控', exact: true }).click()],
      [
        'its rows',
        async (page) => {
          await page.getByRole('tab', { name: '明细' }).click();
          await page.locator('gj-sheet').first().waitFor();
        },
      ],
      [
        'its condition',
        async (page) => {
          await page.getByRole('button', { name: '编辑条件：字段 condition' }).click();
          await page.locator('gj-condition-editor').waitFor();
        },
      ],
      [
        'what is wrong with it',
        async (page) => {
          await page.getByRole('textbox', { name: '字段 email', exact: true }).fill('nobody');
          await page.keyboard.press('Control+s');
          await page.getByRole('alert').waitFor();
        },
      ],
      [
        'the question about unsaved changes',
        async (page) => {
          await page.getByRole('textbox', { name: '字段 phone', exact: true }).fill('123');
          await page.getByRole('link', { name: '首页' }).click();
          await page.getByRole('dialog').waitFor();
        },
      ],
      ['a picker', (page) => page.getByRole('combobox', { name: '字段 reference', exact: true }).click()],
      [
        'chips to pick',
        (page) => page.getByRole('combobox', { name: '字段 references', exact: true }).click(),
      ],
      ['options', (page) => page.getByRole('combobox', { name: '字段 choice', exact: true }).click()],
      [
        'a record made in place',
        async (page) => {
          await page.getByRole('button', { name: '新建：字段 parent' }).click();
          await page.locator('gj-record-maker gj-record-field').first().waitFor();
        },
      ],
    ] satisfies [string, (page: Page) => Promise<unknown>][])(
      'axe finds nothing serious with %s open',
      async (_, open) => {
        const page = await site().visit({ path });
        await shown(page);
        await open(page);
        expect(await axeNow(page)).toEqual([]);
      },
    );
  },
  { packages: ['platform'] },
);
