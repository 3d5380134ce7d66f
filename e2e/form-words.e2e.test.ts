import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';
import { settled } from './settled.ts';

/** A trip: what the form says of itself, and a page does. */
const trip: JsonObject = {
  name: 'trip',
  kind: 'document',
  label: label('出差', 'Trip'),
  sharing: 'everybody',
  fields: [
    field('number', 'number', '编号', { pattern: 'T{seq:4}' }),
    field('cause', 'text', '事由'),
    field('city', 'text', '城市', { remembers: true }),
    field('budget', 'money', '预算', { emphasis: true }),
    field('abroad', 'boolean', '出境'),
    field('visa', 'text', '签证'),
    field('receipt', 'text', '回执', { copied: false }),
    {
      ...field('days', 'entries', '行程'),
      fields: [field('day', 'text', '日程'), field('seen', 'text', '签到', { copied: false })],
    },
  ],
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('出差', 'Trip'),
        help: label('出发前三天提交', 'Hand it in three days before you leave'),
        groups: [
          { name: 'what', fields: ['number', 'cause', 'city', 'budget', 'abroad'] },
          {
            name: 'papers',
            label: label('证件', 'Papers'),
            help: label('只有出境才需要', 'Only where you cross a border'),
            fields: ['visa'],
            folded: { fact: 'abroad', operator: 'notEqual', value: true },
          },
          { name: 'after', label: label('回来以后', 'Afterwards'), fields: ['receipt'], folded: true },
          { name: 'days', fields: ['days'] },
        ],
      },
    ],
  },
};

inBrowser(
  'what a form says of itself',
  (site) => {
    beforeAll(async () => {
      const manifest = {
        name: 'trips',
        version: '1.0.0',
        guiju: { prefix: 'tr', label: label('出差', 'Trips') },
      };
      await publishFiles(site(), { 'package.json': manifest, 'forms/trip.json': trip });
    });
    const group = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
    const isOpen = async (page: Page, name: string) =>
      (await group(page, name).getAttribute('aria-expanded')) === 'true';

    it.each(['zh', 'en'] as const)(
      'groups fold as it says until somebody opens them (%s)',
      async (language) => {
        const [papers, after] = language === 'zh' ? ['证件', '回来以后'] : ['Papers', 'Afterwards'];
        const page = await site().visit({
          path: '/forms/trip/new',
          language,
          size: { width: 1024, height: 768 },
        });
        await settled(page);
        expect([await isOpen(page, papers), await isOpen(page, after)]).toEqual([false, false]);
        await page.getByLabel(language === 'zh' ? '出境' : 'abroad').check();
        await expect.poll(() => isOpen(page, papers)).toBe(true);
        expect(await axeNow(page)).toEqual([]);
      },
    );

    it('a new one begins with what one gave last, and a copy leaves behind what is not copied', async () => {
      const page = await site().visit({ path: '/forms/trip/new' });
      await settled(page);
      await page.getByLabel('事由').fill('拜访客户');
      await page.getByLabel('城市').fill('杭州');
      await page.getByLabel('预算').fill('1200');
      await group(page, '回来以后').click();
      await page.getByLabel('回执').fill('R1');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.waitForURL(/forms\/trip\/[0-9a-f-]{36}$/);
      const value = (name: string) => page.getByLabel(name).inputValue();
      await page.getByRole('button', { name: '更多操作' }).first().click();
      await page.getByRole('menuitem', { name: '复制', exact: true }).click();
      await page.waitForURL(/new\?copy/);
      await settled(page);
      expect([await value('事由'), await value('城市')]).toEqual(['拜访客户', '杭州']);
      expect([await isOpen(page, '回来以后'), await value('回执')]).toEqual([true, '']);
      await page.goto(`${site().url}/forms/trip/new`);
      await settled(page);
      expect([await value('事由'), await value('城市')]).toEqual(['', '杭州']);
    });

    it('what stands out is bold among the others in a list', async () => {
      const page = await site().visit({ path: '/forms/trip' });
      await page.getByText('拜访客户').first().waitFor();
      const strong = page.locator('gj-record-grid .bold').filter({ hasText: /1,?200/ });
      await strong.waitFor();
      expect(await page.locator('gj-record-grid .bold').filter({ hasText: '拜访客户' }).count()).toBe(0);
    });
  },
  { packages: ['platform'], story: true },
);
