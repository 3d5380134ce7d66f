import { beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { sideways } from './sideways.ts';

const field = (name: string, kind: string, [zh, en]: readonly [string, string], more: JsonObject = {}) => ({
  name,
  kind,
  label: label(zh, en),
  ...more,
});
const option = (value: string, zh: string, en: string) => ({ value, label: label(zh, en) });

const deal: Json = {
  name: 'deal',
  kind: 'document',
  sharing: 'everybody',
  label: label('商机', 'Deal'),
  menu: { path: 'deals' },
  fields: [
    field('number', 'number', ['编号', 'Number'], { pattern: 'D{seq:4}' }),
    field('stage', 'choice', ['阶段', 'Stage'], {
      options: [
        option('lead', '线索', 'Lead'),
        option('offer', '报价', 'Offer'),
        option('won', '成交', 'Won'),
      ],
    }),
    field('region', 'choice', ['区域', 'Region'], {
      options: [option('north', '华北', 'North'), option('south', '华南', 'South')],
    }),
    field('day', 'date', ['日期', 'Day']),
    field('worth', 'money', ['金额', 'Worth'], { currency: 'CNY' }),
  ],
  title: 'number',
  list: { columns: ['number', 'stage', 'region', 'day', 'worth'] },
};

const files = {
  'package.json': {
    name: 'deals',
    version: '1.0.0',
    peerDependencies: { platform: '*' },
    guiju: {
      prefix: 'dl',
      label: label('商机', 'Deals'),
      menu: [{ path: 'deals', label: label('商机', 'Deals') }],
    },
  },
  'forms/deal.json': deal,
  'reports/by-region.json': {
    name: 'by-region',
    form: 'deal',
    label: label('各区域各阶段', 'Regions and stages'),
    groups: [{ field: 'region' }, { field: 'day', by: 'month' }],
    across: { field: 'stage' },
    values: [{ of: 'sum', field: 'worth' }],
    chart: 'bars',
  },
};

const stages = ['lead', 'offer', 'won', null];
const regions = ['north', 'south', 'north', null, 'south'];

inBrowser(
  'reports',
  (site) => {
    beforeAll(async () => {
      await publishFiles(site(), files);
      for (let at = 0; at < 24; at += 1) {
        const body = {
          stage: stages[at % 4] ?? null,
          region: regions[at % 5] ?? null,
          day: `2026-0${1 + (at % 3)}-1${at % 10}`,
          worth: String(1234.5 * (at + 1)),
        };
        expect((await site().node.ask('POST', '/api/forms/deal/records', body)).status).toBe(201);
      }
    });

    it('of a package are drawn as a chart and a table, and a number leads to its records', async () => {
      const page = await site().visit({ path: '/forms/deal' });
      await page
        .getByRole('link', { name: '报表' })
        .or(page.getByRole('button', { name: '更多' }))
        .first()
        .waitFor();
      await page.goto(new URL('/reports/deal', page.url()).href);
      await page.getByRole('heading', { name: '商机 · 报表' }).waitFor();
      await page.getByRole('button', { name: '各区域各阶段', pressed: true }).waitFor();
      await page.getByRole('columnheader', { name: '成交' }).waitFor();
      await page.getByRole('rowheader', { name: '华北 合计' }).waitFor();
      await page.getByRole('group', { name: '各区域各阶段' }).locator('a rect').first().waitFor();
      await picture(page, 'report-zh');
      expect(await axeFindings(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      const total = page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: '合计', exact: true }) });
      await total.getByRole('link').first().click();
      await page.getByRole('heading', { name: '商机' }).waitFor();
      const { body } = await site().node.ask(
        'GET',
        '/api/forms/deal/records?view=manage&stage=lead&count=true',
      );
      await page
        .getByText(`共 ${body['total']} 条`)
        .or(page.getByText(`${body['total']} 条`))
        .first()
        .waitFor();
    });

    it('are made by oneself, kept in the address, and downloaded', async () => {
      const page = await site().visit({ path: '/reports/deal', language: 'en' });
      await page.getByRole('button', { name: 'Your own' }).click();
      await page.getByRole('combobox', { name: 'Rows by 1' }).selectOption({ label: 'Day' });
      await page.getByRole('combobox', { name: 'Period' }).selectOption('quarter');
      await page.getByRole('rowheader', { name: 'Q1 2026' }).waitFor();
      await page.getByRole('button', { name: 'Value', exact: true }).click();
      await page.getByRole('combobox', { name: 'Calculation' }).nth(1).selectOption('average');
      await page.getByRole('columnheader', { name: 'Average worth' }).waitFor();
      await page.getByRole('cell', { name: 'CN¥15,431.25' }).first().waitFor();
      await page.getByRole('button', { name: 'Lines' }).click();
      await page.locator('circle').first().waitFor();
      await picture(page, 'report-own-en');
      const again = await site().visit({
        path: new URL(page.url()).pathname + new URL(page.url()).search,
        language: 'en',
      });
      await again.getByRole('columnheader', { name: 'Average worth' }).waitFor();
      await again.getByRole('button', { name: 'Lines', pressed: true }).waitFor();
      const waits = again.waitForEvent('download');
      await again.getByRole('button', { name: 'Export' }).click();
      expect((await waits).suggestedFilename()).toBe('Deal.xlsx');
      await again.setViewportSize({ width: 1024, height: 768 });
      await picture(again, 'report-own-en-1024');
      await again.getByRole('button', { name: 'Pie' }).click();
      await again
        .getByText(
          /^The chart shows “.+” only: the other values have another unit\. The table is complete\.$/,
        )
        .waitFor();
      await again.locator('gj-parts circle.shape').waitFor();
      expect(await axeFindings(again)).toEqual([]);
      expect(await sideways(again)).toBe(0);
    });

    it('are saved as one’s own, opened by another, shared, changed and taken away', async () => {
      const page = await site().visit({ path: '/reports/deal' });
      await page.getByRole('button', { name: '自己汇总' }).click();
      await page.getByRole('combobox', { name: '分行 1' }).selectOption({ label: '区域' });
      await page.getByRole('rowheader', { name: '华南' }).waitFor();
      await page.getByRole('button', { name: '保存报表' }).click();
      await page.getByLabel('名称').fill('按区域');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByRole('button', { name: '按区域', pressed: true }).waitFor();
      await isSound(page, 'report-saved');
      // It is a report, none of the lists.
      const list = await site().visit({ path: '/forms/deal' });
      await list.getByRole('button', { name: '保存视图' }).waitFor();
      expect(await list.getByRole('button', { name: '按区域' }).count()).toBe(0);
      const items = async () =>
        (await site().node.ask('GET', '/api/me/views?form=deal')).body['items'] as JsonObject[];
      const [kept] = await items();
      const again = await site().visit({ path: `/reports/deal?kept=${kept?.['id']}` });
      await again.getByRole('button', { name: '按区域', pressed: true }).waitFor();
      await again.getByRole('rowheader', { name: '华南' }).waitFor();
      await again.getByRole('button', { name: '折线' }).click();
      await again.getByRole('button', { name: '按区域（已修改）', pressed: true }).waitFor();
      const act = async (name: string) => {
        await again.getByRole('button', { name: '报表“按区域”' }).click();
        await again.getByRole('menuitem', { name }).click();
      };
      await act('更新为当前报表');
      await again.getByRole('button', { name: '按区域', exact: true, pressed: true }).waitFor();
      await act('共享给所有人');
      await expect.poll(async () => (await items()).map(({ shared }) => shared)).toEqual([true]);
      // What is shown and was not saved is none of what comes back.
      const config = (await items())[0]?.['config'];
      await again.getByRole('button', { name: '柱形' }).click();
      await again.getByRole('button', { name: '按区域（已修改）', pressed: true }).waitFor();
      await again.getByRole('button', { name: '报表“按区域”' }).click();
      await again.getByRole('menuitem', { name: '删除报表' }).click();
      await expect.poll(async () => (await items()).length).toBe(0);
      await again.locator('gj-notices').getByRole('button', { name: '撤销' }).click();
      await again.getByRole('button', { name: '按区域', exact: true, pressed: true }).waitFor();
      expect((await items())[0]?.['config']).toEqual(config);
      await again.getByRole('button', { name: '折线', pressed: true }).waitFor();
    });

    it('are designed, tried with the records of today, and published', async () => {
      const page = await site().visit({ path: '/design/deal?tab=reports' });
      await page.getByRole('button', { name: '新报表' }).first().click();
      await page.getByLabel('中文名称').fill('各阶段数量');
      await page.getByRole('button', { name: '开始设计' }).click();
      await page.getByRole('rowheader', { name: '成交' }).waitFor();
      await page.getByRole('button', { name: '折线' }).click();
      await page.getByRole('button', { name: '折线', pressed: true }).waitFor();
      await page.getByRole('group', { name: '各阶段数量' }).locator('circle').first().waitFor();
      await picture(page, 'report-design');
      expect(await axeFindings(page)).toEqual([]);
      await page
        .getByRole('button', { name: '发布' })
        .or(page.getByRole('link', { name: '发布' }))
        .first()
        .click();
      await page.getByRole('heading', { name: /发布/ }).first().waitFor();
      await page.getByRole('button', { name: '发布', exact: true }).last().click();
      await expect
        .poll(async () => {
          const { body } = await site().node.ask('GET', '/api/forms/deal/reports');
          return (body['items'] as JsonObject[]).map((one) => (one['label'] as JsonObject)['zh']);
        })
        .toEqual(['各区域各阶段', '各阶段数量']);
    });

    it('say that there is nothing to add up', async () => {
      const page = await site().visit({ path: '/reports/deal?q=nothing-is-called-so' });
      await page.getByText('没有可汇总的记录').waitFor();
      await picture(page, 'report-none');
    });
  },
  { packages: ['platform'] },
);
