import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { deskAt, seller } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { license } from '../runtime/einvoicing/issuing/license.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { password } from './console.ts';
import { settled } from './settled.ts';

const line = (itemName: string, quantity: number): JsonObject => ({
  itemName,
  taxCode: '3040000000000000000',
  rate: '0.06',
  quantity: String(quantity),
  price: '100',
  amount: String(quantity * 100),
  tax: String(quantity * 6),
  gross: String(quantity * 106),
});

inBrowser('the workbench of splitting', (site) => {
  it('splits as configured, by number and by hand, by mouse and by keyboard, and issues what it shows', async () => {
    const desk = deskAt(site().node);
    await desk.set(`all_ele_mock_invoice/${seller}`, true);
    await license(site().node, seller);
    const limits = [{ invoiceType: '10xdp', netLimit: '1000' }];
    await desk.make('split-rule', { number: 'CF-1', name: '一千一张', sharing: 'global', limits });
    await desk.make('processing-scheme', {
      number: 'FA-1',
      name: '方案',
      sharing: 'global',
      priority: 1,
      splitRule: 'CF-1',
      condition: null,
    });
    const id = await desk.approved({
      dataSource: 'api',
      sellerTaxNo: seller,
      lines: [line('服务费', 6), line('使用费', 8), line('咨询费', 3), line('培训费', 2)],
    });
    const page = await site().visit({ path: `/forms/invoice-application/${id}` });
    await page.getByRole('button', { name: '一键开票', exact: true }).click();
    await page.locator('gj-desk-plan').getByRole('link', { name: '拆分工作台' }).press('Enter');
    const columns = page.locator('gj-split-column');
    const of = (invoice: number) => page.getByRole('listbox', { name: `发票 ${invoice} 的明细` });
    await of(2).waitFor();
    expect(await of(1).getByRole('option').allInnerTexts()).toHaveLength(2);

    // By number, which nobody has to touch.
    await page.getByRole('radio', { name: '自定义张数拆分' }).check();
    await page.getByRole('textbox', { name: '张数' }).fill('3');
    await of(3).waitFor();
    await page.getByText('与单据一致').waitFor();

    // By mouse: too much for an invoice is said at once, and taken back.
    await page.getByRole('radio', { name: '按配置' }).check();
    await expect.poll(() => columns.count()).toBe(2);
    await of(1)
      .getByRole('option', { name: /服务费/ })
      .dragTo(of(2));
    await page.getByText(/超过限额/).waitFor();
    expect(await page.getByRole('button', { name: '开票…' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => page.getByText(/超过限额/).count()).toBe(0);

    // By keyboard alone: a line onto a new invoice, and half a line beside it.
    await of(2).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Alt+ArrowRight');
    await of(3).waitFor();
    await of(1).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.getByRole('combobox', { name: '移到' }).selectOption({ label: '发票 3' });
    await page.getByRole('combobox', { name: '移动', exact: true }).selectOption({ label: '部分数量' });
    await page.getByRole('textbox', { name: '部分数量' }).fill('1.5');
    await page.keyboard.press('Enter');
    await of(3)
      .getByRole('option', { name: /服务费 1.5 150.00/ })
      .waitFor();
    await page.getByText('与单据一致').waitFor();
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);

    await page.getByRole('button', { name: '开票…' }).press('Enter');
    const preview = page.locator('gj-desk-plan');
    await preview.getByText('1 张申请单 → 3 张发票').waitFor();
    await preview.getByRole('button', { name: '开票 3 张' }).press('Enter');
    await page.locator('gj-desk-issuing').getByText('已开 3 / 3 张').waitFor({ timeout: 20_000 });
    const made = await desk.pendingOf(id);
    expect(made.map(({ amount }) => amount)).toEqual(['850', '700', '350']);
    expect(await desk.read('invoice-application', id)).toMatchObject({ applyStatus: 'applied' });
    await page.keyboard.press('Escape');
    await page.waitForURL(/forms\/invoice-application\//);

    // Nothing is left of it: that is said in place of what would be refused.
    await page.goto(`/split?document=${id}`);
    await page.getByText('已全部生成待开发票').waitFor();
    expect(await page.getByRole('button', { name: '开票…' }).count()).toBe(0);
    await page.getByRole('link', { name: '查看待开发票' }).click();
    await page.waitForURL(/forms\/pending-invoice/);
  });

  it('is there for somebody who may see no parameter, by its usual names', async () => {
    const { node } = site();
    const desk = deskAt(node);
    await desk.set(`all_ele_mock_invoice/${seller}`, true);
    await license(node, seller);
    const id = await desk.approved({ dataSource: 'api', sellerTaxNo: seller, lines: [line('服务费', 2)] });
    const made = async (form: string, record: JsonObject) => {
      const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, record);
      expect([form, status]).toEqual([form, 201]);
      return String(body['id']);
    };
    const grants = [
      { form: 'invoice-application', actions: ['read'], moreActions: 'issue,plan', scope: 'own' },
    ];
    await made('role', { number: 'splits', name: '拆分', grants });
    const roles = [{ role: 'splits', organisation: 'root' }];
    const user = await made('user', { number: 'splitter', name: '李开', organisation: 'root', roles });
    await node.node.gate.setPassword({ id: user, number: 'splitter' }, password);
    const page = await site().visit({ user: 'splitter', password, path: `/split?document=${id}` });
    await page.getByRole('listbox', { name: '发票 1 的明细' }).waitFor();
    await page.getByRole('radio', { name: '自定义张数拆分' }).waitFor();
  });

  it('calls its ways as parameters say, and leaves out one that has no name', async () => {
    const { node } = site();
    const desk = deskAt(node);
    await desk.set(`all_ele_mock_invoice/${seller}`, true);
    await license(node, seller);
    const put = async (key: string, body: JsonObject) => {
      const { status } = await node.ask('PUT', `/api/params/${key}`, body);
      expect([key, status]).toEqual([key, 201]);
    };
    const id = await desk.approved({ dataSource: 'api', sellerTaxNo: seller, lines: [line('服务费', 2)] });
    const ways = async () => {
      const page = await site().visit({ path: `/split?document=${id}` });
      await page.getByRole('listbox', { name: '发票 1 的明细' }).waitFor();
      const names = await page.getByRole('radiogroup', { name: '拆分方式' }).locator('label').allInnerTexts();
      return { page, names: names.map((name) => name.trim()) };
    };
    const usual = await ways();
    expect(usual.names).toEqual(['按配置', '按金额拆分', '自定义张数拆分', '按明细开票', '手工']);
    await put('sim_default_rule_map/imc_split_by_amount', { value: '按钱拆' });
    await put('sim_default_rule_map/imc_split_by_invoice_quantity', { value: '按份数拆' });
    // The name that the package brings is taken away for all.
    await put('sim_default_rule_map/imc_split_by_detail?scope=system', { value: null });
    const { page, names } = await ways();
    expect(names).toEqual(['按配置', '按钱拆', '按份数拆', '手工']);
    await page.getByRole('radio', { name: '按份数拆' }).check();
    await page.getByRole('textbox', { name: '张数' }).fill('2');
    await page.getByRole('listbox', { name: '发票 2 的明细' }).waitFor();
    await desk.set('sim_default_rule_map/imc_split_by_detail', '一行一张');
    expect((await ways()).names).toEqual(['按配置', '按钱拆', '按份数拆', '一行一张', '手工']);
  });
});
