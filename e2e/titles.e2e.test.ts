import { expect, it } from 'vitest';
import { deskAt } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const title = {
  number: 'T-1',
  name: '上海云启科技有限公司',
  taxNo: '91500023MA0000001M',
  titles: [
    { address: '浦东大道 1 号', phone: '021-1', priority: 1, email: 'a@example.com' },
    {
      address: '人民路 9 号',
      phone: '021-9',
      priority: 9,
      isDefault: true,
      bank: '工商银行',
      account: '6222',
    },
  ],
  customers: [{ customerName: '云启集团', customerTaxNo: '91440300708461136T' }],
};

/** Of the lines, as they stand on the page. */
const columns = [
  '开票项',
  '商品名称',
  '数量',
  '单价（不含税）',
  '税率',
  '金额（不含税）',
  '税额',
  '价税合计',
] as const;

inBrowser(
  'a new application',
  (site) => {
    it('offers the titles of its buyer, and fills what is empty from the one that is picked', async () => {
      await deskAt(site().node).make('buyer-title', title);
      const page = await site().visit({ path: '/forms/invoice-application/new' });
      const offered = page.getByRole('region', { name: '购方的开票抬头' });
      await page.getByRole('tab', { name: '购销方' }).click();
      const field = (name: string) => page.getByRole('textbox', { name, exact: true });
      expect(await offered.count()).toBe(0);
      await field('购方电话').fill('010-7');
      await field('客户名称').fill('云启集团');
      await offered.waitFor();
      await field('购方名称').fill('云启');
      await isSound(page, 'buyer-titles');
      const first = offered.getByRole('button').first();
      expect(await first.innerText()).toContain('人民路 9 号');
      await first.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => field('购方名称').inputValue()).toBe('上海云启科技有限公司');
      const filled = ['购方税号', '购方地址', '购方电话', '购方开户行', '购方银行账号'];
      expect(await Promise.all(filled.map((name) => field(name).inputValue()))).toEqual([
        ...['91500023MA0000001M', '人民路 9 号', '010-7', '工商银行', '6222'],
      ]);
      const said = offered.getByRole('status');
      expect(await said.innerText()).toContain('未改动：购方电话');
      await said.getByRole('button').click();
      await expect.poll(() => field('购方电话').inputValue()).toBe('021-9');
      await isSound(page, 'buyer-titles-picked');
    });

    it('is filled in from a title and an item that are picked by keys, sums and all, and follows what is typed', async () => {
      const desk = deskAt(site().node);
      const taxCategory = await desk.make('tax-category', {
        number: '3040000000000000000',
        name: '服务',
        rate: '0.06',
      });
      const item = {
        name: '咨询服务',
        taxCategory: { id: taxCategory },
        rate: '0.06',
        unit: '次',
        price: '50',
      };
      await desk.make('invoice-item', { number: 'X-1', ...item });
      await desk.make('invoice-item', { number: 'X-2', ...item, name: '培训服务', price: '80' });
      await desk.make('buyer-title', {
        ...title,
        number: 'T-2',
        name: '北京华信科技有限公司',
        customers: [],
      });
      const page = await site().visit({ path: '/forms/invoice-application/new' });
      await page.getByRole('tab', { name: '购销方' }).click();
      const field = (name: string) => page.getByRole('textbox', { name, exact: true });
      const picker = page.getByRole('combobox', { name: '开票抬头', exact: true });
      await field('购方电话').fill('010-7');
      await picker.fill('华信');
      await page.getByRole('option', { name: '北京华信科技有限公司' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect.poll(() => field('购方银行账号').inputValue()).toBe('6222');
      const filled = ['购方名称', '购方税号', '购方地址', '购方电话'].map((name) => field(name).inputValue());
      expect(await Promise.all(filled)).toEqual([
        '北京华信科技有限公司',
        title.taxNo,
        '人民路 9 号',
        '010-7',
      ]);
      await page.getByRole('tab', { name: '开票项明细' }).click();
      const cell = (name: (typeof columns)[number]) =>
        page.locator(
          `gj-sheet [aria-rowindex="2"] [role=gridcell][aria-colindex="${columns.indexOf(name) + 2}"]`,
        );
      await cell('开票项').click();
      await page.keyboard.type('咨询');
      await page.getByRole('option', { name: '咨询服务' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect.poll(() => cell('商品名称').innerText()).toBe('咨询服务');
      await cell('数量').click();
      await page.keyboard.type('3');
      await page.keyboard.press('Enter');
      await expect.poll(() => cell('价税合计').innerText()).toBe('159.00');
      await page.getByRole('tab', { name: '单据信息' }).click();
      await expect.poll(() => page.getByLabel('价税合计').first().innerText()).toContain('159.00');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/invoice-application\/(?!new)/);
      await page.getByRole('tab', { name: '开票项明细' }).click();
      await cell('金额（不含税）').click();
      await page.keyboard.type('151');
      await page.keyboard.press('Enter');
      await expect.poll(() => cell('价税合计').innerText()).toBe('160.06');
      await cell('金额（不含税）').click();
      await page.keyboard.press('Delete');
      await expect.poll(() => cell('价税合计').innerText()).toBe('159.00');
      await cell('开票项').click();
      await page.keyboard.type('培训');
      await page.getByRole('option', { name: '培训服务' }).waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(() => cell('价税合计').innerText()).toBe('254.40');
      await isSound(page, 'application-lines');
    });
  },
  { packages: ['platform', 'basis', 'invoicing'] },
);
