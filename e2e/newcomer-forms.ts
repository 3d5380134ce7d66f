import { writeXlsx } from 'hucre/xlsx';
import { expect } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import type { Walk } from './newcomer-walk.ts';

/** What a newcomer makes of forms: fields, rows, formulas, conditions, a workbook, another kind. */
export const formTasks: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
  async field(walk) {
    await walk.newForm('领用');
    await walk.add('整数', '数量');
    await walk.add('金额', '单价');
    await walk.add('单行文字', '日期');
    await walk.shoot();
    await walk.publish();
    await walk.follow('新建一条');
    for (const called of ['数量', '单价', '日期'])
      await walk.page.getByLabel(called, { exact: true }).waitFor();
    // A document needs no name.
    await walk.fill('数量', '2');
    await walk.press('保存');
    await walk.page.getByText('已保存').waitFor();
  },

  async workbook(walk) {
    const rows = Array.from({ length: 40 }, (_, at) => [
      `D${String(at + 1).padStart(3, '0')}`,
      `供应商${at}`,
      100.5 + at,
      ['现金', '转账', '票据'][at % 3] ?? '',
    ]);
    const { page } = walk;
    await walk.follow('从 Excel 新建');
    walk.count += 1;
    await page.locator('input[type=file]').setInputFiles({
      name: '付款.xlsx',
      buffer: Buffer.from(
        await writeXlsx({
          sheets: [{ name: '付款单', rows: [['单号', '供应商', '金额', '付款方式'], ...rows] }],
        }),
      ),
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    await page.getByRole('heading', { name: '按文件生成的表单，已填入前几条数据' }).waitFor();
    await walk.choose('谁能看到数据', '所有组织');
    await walk.shoot();
    await walk.press('放进设计，去发布…');
    await walk.publishRead();
    await page.getByText('新增 40 条', { exact: true }).waitFor({ timeout: 60_000 });
    await walk.follow('打开列表');
    await page.locator('gj-list-page').getByText('D001').first().waitFor();
  },

  async rows(walk) {
    const { page } = walk;
    await walk.newForm('订货单');
    await walk.add('明细', '货物');
    // The entries are picked: what is added next are their columns.
    await walk.add('单行文字', '品名');
    await walk.add('整数', '件数');
    await walk.add('金额', '价格');
    // One handle a column, beside the button that adds another.
    const columns = page.getByRole('group', { name: '货物的字段' }).locator('.tile');
    for (const called of ['品名', '件数', '价格']) await columns.filter({ hasText: called }).waitFor();
    expect(await columns.count()).toBe(3);
    await walk.shoot();
    await walk.publish();
    await walk.follow('新建一条');
    await walk.fill('名称', '办公用品');
    await walk.click(page.getByRole('gridcell'));
    for (const text of ['纸', '3']) await walk.type(text, 'Tab');
    await walk.type('21.5');
    await walk.press('保存');
    await page.getByText('已保存').waitFor();
    const name = await walk.formNamed('订货单');
    const { items } = (await walk.site.node.ask('GET', `/api/forms/${name}/records`)).body;
    const [made] = items as readonly JsonObject[];
    const { body } = await walk.site.node.ask('GET', `/api/forms/${name}/records/${made?.['id']}`);
    expect(Object.values(body).find((value) => Array.isArray(value))).toHaveLength(1);
  },

  async formula(walk) {
    const { page } = walk;
    await walk.design('领用');
    await walk.press('添加字段：公式');
    const fresh = page.locator('gj-fresh-field');
    await walk.type('合计', 'Tab');
    const editor = fresh.locator('gj-formula-editor');
    await walk.click(editor.getByRole('textbox', { name: '公式', exact: true }));
    // Fields are found by how what people call them begins.
    for (const [at, called] of ['数量', '单价'].entries()) {
      await page.keyboard.insertText(called.slice(0, 1));
      await editor
        .getByRole('option', { name: new RegExp(called) })
        .first()
        .waitFor();
      await walk.type('', 'Enter');
      if (at === 0) await page.keyboard.insertText(' * ');
    }
    await editor.getByRole('status').filter({ hasText: '计算结果：' }).waitFor();
    await walk.shoot();
    await walk.click(fresh.getByRole('button', { name: '加到表单' }));
    await walk.tile('合计').waitFor();
    await walk.publish();
  },

  async condition(walk) {
    const { page } = walk;
    await walk.design('领用');
    await walk.add('多行文字', '原因');
    await walk.click(page.getByRole('group', { name: '显示' }).getByRole('button', { name: '按条件' }));
    await walk.press('添加条件');
    await walk.type('数量');
    await walk.choose('比较方式', '大于');
    await walk.fill('比较值', '10');
    await page.getByRole('status', { name: '条件读作' }).filter({ hasText: '10' }).waitFor();
    await walk.shoot();
    await walk.press('确定');
    await walk.publish();
    await walk.follow('新建一条');
    const why = page.getByLabel('原因', { exact: true });
    await page.getByLabel('数量', { exact: true }).waitFor();
    expect(await why.count()).toBe(0);
    await walk.fill('数量', '11');
    await page.keyboard.press('Tab');
    await why.waitFor();
  },

  async kind(walk) {
    const { page } = walk;
    const { node } = walk.site;
    const form = await walk.formNamed('领用');
    const field = async () => {
      const { fields } = (await node.ask('GET', `/api/forms/${form}`)).body as {
        readonly fields: readonly (JsonObject & { readonly label: { readonly zh: string } })[];
      };
      return fields.find(({ label }) => label.zh === '日期');
    };
    const name = String((await field())?.['name']);
    for (const day of ['2026-05-01', '下周'])
      expect((await node.ask('POST', `/api/forms/${form}/records`, { name: day, [name]: day })).status).toBe(
        201,
      );
    await walk.design('领用');
    await walk.click(walk.tile('日期'));
    await walk.choose('类型', '日期');
    await walk.press('改类型');
    await walk.press('发布…');
    await walk.press('改为其他值或清空…');
    await walk.shoot();
    await walk.press('应用');
    await walk.publishRead();
    await page.locator('gj-list-page').waitFor();
    expect((await field())?.['kind']).toBe('date');
  },
};
