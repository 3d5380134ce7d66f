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
  },
  { packages: ['platform', 'basis', 'invoicing'] },
);
