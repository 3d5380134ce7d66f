import { writeXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const orders = 120;
const lines = 180;

/** As somebody keeps orders by hand: a sheet of them and one of what was ordered. */
async function workbook(): Promise<Buffer> {
  const number = (at: number) => `D${String(at + 1).padStart(4, '0')}`;
  const made = await writeXlsx({
    sheets: [
      {
        name: '采购单',
        rows: [
          ['单号', '供应商名称', '单位', '总金额', '下单日期', '付款方式', '加急', '备注'],
          ...Array.from({ length: orders }, (_, at) => [
            ...[
              number(at),
              `供应商${at}`,
              at % 2 === 0 ? 'WB1' : 'WB2',
              100.5 + at,
              `2026-03-${String((at % 28) + 1).padStart(2, '0')}`,
            ],
            ...[
              ['现金', '转账', '票据'][at % 3] ?? '',
              at % 4 === 0 ? '是' : '否',
              at % 5 === 0 ? '轻放' : null,
            ],
          ]),
        ],
      },
      {
        name: '采购明细',
        rows: [
          ['单号', '品名', '数量', '重量'],
          ...Array.from({ length: lines }, (_, at) => [number(at % orders), `货物${at}`, at + 1, 1.125 + at]),
        ],
      },
    ],
  });
  return Buffer.from(made);
}

inBrowser(
  'a form from a workbook',
  (site) => {
    it('is looked at as the form that is made, filled with one of the first ten records after the other', async () => {
      for (const number of ['WB1', 'WB2'])
        await site().node.ask('POST', '/api/forms/unit/records', { number, name: `单位${number}` });
      const page = await site().visit({ path: '/design/workbook' });
      await page.locator('input[type=file]').setInputFiles({
        name: '采购.xlsx',
        buffer: await workbook(),
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      });
      const look = page.locator('gj-workbook-look');
      const field = (label: string) => look.getByLabel(label, { exact: true }).and(look.locator('input'));
      const shows = (label: string, text: string) => expect.poll(() => field(label).inputValue()).toBe(text);
      const rows = look.locator('gj-entries');
      await shows('供应商名称', '供应商0');
      await shows('单位', '单位WB1');
      await shows('付款方式', '现金');
      // One row of them stands far below the first ten of its sheet.
      for (const text of ['货物0', '货物120']) await rows.getByText(text, { exact: true }).waitFor();
      await look.getByRole('status').getByText('第 1 条，共看 10 条').waitFor();
      expect(await look.getByRole('button', { name: '上一条' }).isDisabled()).toBe(true);
      await look.getByRole('button', { name: '下一条' }).click();
      await shows('供应商名称', '供应商1');
      await rows.getByText('货物121', { exact: true }).waitFor();
      await page.keyboard.press('Alt+KeyJ');
      await shows('供应商名称', '供应商2');
      await page.keyboard.press('Alt+KeyK');
      await page.keyboard.press('Alt+KeyK');
      await shows('供应商名称', '供应商0');
      // What one changes of the columns is changed there.
      await page.getByLabel('备注：类型').selectOption('integer');
      await page.getByLabel('品名：类型').selectOption('date');
      const wrong = look.locator('gj-record-problems');
      await wrong.getByText('“轻放”：应为整数').waitFor();
      await wrong.getByText('“货物0”：应为日期').waitFor();
      await shows('备注', '轻放');
      await wrong.getByRole('button', { name: /轻放/ }).click();
      await expect.poll(() => field('备注').evaluate((input) => input.matches(':focus'))).toBe(true);
      await isSound(page, 'design-workbook-look');
      await page.getByLabel('备注：类型').selectOption('text');
      await page.getByLabel('品名：类型').selectOption('text');
      await wrong.getByText('轻放').waitFor({ state: 'detached' });
      await look.getByRole('button', { name: '下一条' }).click();
      await shows('供应商名称', '供应商1');
      await page.getByLabel('备注：必填').check();
      await wrong.getByText(/备注/).waitFor();
      await page.getByLabel('备注：使用').uncheck();
      await field('备注').waitFor({ state: 'detached' });
      await page.getByLabel('总金额：中文名称').fill('');
      await page.getByLabel('总金额：中文名称').blur();
      await page.getByText('请给表单和每个字段写上名称。').waitFor();
      await look.getByText('上面指出的问题改好之后，这里随之更新。').waitFor();
      await shows('总金额', '101.50');
    });

    it('of 300 rows with entries: proposed with why, corrected, published, and its data is live', async () => {
      const page = await site().visit({ path: '/design' });
      await page.getByRole('button', { name: '从 Excel 新建…' }).click();
      await page.locator('input[type=file]').setInputFiles({
        name: '采购.xlsx',
        buffer: await workbook(),
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      });
      await page.getByText('120 个值里只有 3 种：现金、转账、票据').waitFor();
      await page.getByText('2 个不同的值中有 2 个是“计量单位”的编码或名称').waitFor();
      await page.getByText('180 行都按“单号”指向“单号”，所以是分录').waitFor();
      await page.getByRole('heading', { name: '按文件生成的表单，已填入前几条数据' }).waitFor();
      await isSound(page, 'design-workbook');
      await page.getByLabel('备注：使用').uncheck();
      await page.getByLabel('数量：类型').selectOption('decimal');
      await page.getByLabel('数量：小数位').fill('2');
      await page.getByLabel('总金额：英文名称').fill('Total');
      await page.getByLabel('谁能看到数据').selectOption({ label: '所有组织' });
      await page.getByRole('button', { name: '放进设计，去发布…' }).click();
      const go = page.getByRole('button', { name: '发布', exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 30_000 }).toBe(true);
      await go.click();
      await page.getByText('新增 120 条', { exact: true }).waitFor({ timeout: 30_000 });
      // The way back stays beside the import; what it would hide is told first.
      await isSound(page, 'design-workbook-came-in');
      await page.getByRole('button', { name: '撤销这次发布' }).click();
      const undoing = page.locator('gj-form-dialog');
      await undoing.getByText(/120 条.*将被隐藏/).waitFor();
      await page.keyboard.press('Escape');
      await undoing.waitFor({ state: 'detached' });
      await page.getByRole('link', { name: '打开列表' }).click();
      await page.locator('gj-list-page').waitFor();
      const path = '/api/forms/cai-gou-dan/records';
      const { items } = (await site().node.ask('GET', `${path}?number=D0001`)).body;
      const [first] = items as JsonObject[];
      const { body } = await site().node.ask('GET', `${path}/${String(first?.['id'])}`);
      expect(body).toMatchObject({
        name: '供应商0',
        danWei: { number: 'WB1' },
        zongJinE: '100.5',
        fuKuanFangShi: 'xian-jin',
        jiaJi: true,
        caiGouMingXi: [{ shuLiang: '1', zhongLiang: '1.125' }, { shuLiang: '121' }],
      });
      expect(body).not.toHaveProperty('beiZhu');
    });

    it('becomes a package of its own, with its data', async () => {
      const page = await site().visit({ path: '/design' });
      await page.locator('gj-page-head').getByRole('button', { name: '更多操作' }).click();
      await page.getByRole('menuitem', { name: '生成元数据包…' }).click();
      await page.getByLabel('采购单').check();
      await page.getByLabel('中文名称').fill('采购');
      await expect.poll(() => page.getByLabel('包名').inputValue()).toBe('cai-gou');
      await page.getByLabel('包名').fill('acme buying');
      await page.getByLabel('前缀').fill('acme');
      await page.getByLabel('版本说明').fill('第一版');
      await isSound(page, 'design-ship');
      await page.getByRole('button', { name: '预览' }).click();
      await page.getByLabel('包名').and(page.locator('[aria-invalid=true]')).fill('acme-buying');
      await page.getByRole('button', { name: '预览' }).click();
      await page.getByRole('heading', { name: '移到包“采购”' }).waitFor();
      expect(await page.getByText('去掉').count()).toBe(0);
      const ship = page.getByRole('button', { name: '生成元数据包', exact: true });
      await expect.poll(() => ship.isEnabled(), { timeout: 30_000 }).toBe(true);
      await ship.click();
      await page.getByText('包“采购”已生成').waitFor({ timeout: 30_000 });
      const form = (await site().node.ask('GET', '/api/forms/cai-gou-dan')).body;
      expect(form['package']).toBe('acme-buying');
      const list = '/api/forms/cai-gou-dan/records?count=true&limit=1';
      expect((await site().node.ask('GET', list)).body['total']).toBe(120);
    });

    it('tells of dates that are none, and in how many cells they stand', async () => {
      const day = (at: number) => `2026-03-${String((at % 14) + 1).padStart(2, '0')}`;
      const due = Array.from(
        { length: 30 },
        (_, at) => ['下周二', '2026/13/45', '2026/13/45'][at - 27] ?? day(at),
      );
      const unit = (at: number) => ['WB1', 'WB2'][at] ?? `车间${at % 8}`;
      const rows = [
        ['送货单号', '送货日期', '计量单位'],
        ...due.map((text, at) => [`SH${100 + at}`, text, unit(at)]),
      ];
      const page = await site().visit({ path: '/design/workbook' });
      await page.locator('input[type=file]').setInputFiles({
        name: '送货.csv',
        buffer: Buffer.from(rows.map((row) => row.join(',')).join('\n')),
        mimeType: 'text/csv',
      });
      await page.getByText('30 个值里有 27 个是日期；不是的有 3 个：下周二、2026/13/45').waitFor();
      expect(await page.getByLabel('送货日期：类型').inputValue()).toBe('date');
      await isSound(page, 'design-workbook-misfits');
      await page.getByLabel('送货日期：类型').selectOption('datetime');
      await page.getByText('16 种值不符合这个类型').waitFor();
      await page.getByLabel('送货日期：类型').selectOption('date');
      await page.getByText('2 种值不符合这个类型：“下周二”、“2026/13/45”').waitFor();
      // Some of a column are records: whoever knows better refers to them by one press.
      await page.getByText('10 个不同的值中只有 2 个是“计量单位”的编码或名称', { exact: false }).waitFor();
      await isSound(page, 'design-workbook-may-refer');
      await page.getByRole('button', { name: '仍然引用“计量单位”' }).click();
      await expect.poll(() => page.getByLabel('计量单位：类型').inputValue()).toBe('reference');
      expect(await page.getByRole('button', { name: '仍然引用“计量单位”' }).count()).toBe(0);
      await page.getByLabel('谁能看到数据').selectOption({ label: '所有组织' });
      await page.getByRole('button', { name: '放进设计，去发布…' }).click();
      await page.getByText('其中 3 个单元格的值不符合字段的类型，改好之后所在的行才能导入。').waitFor();
      await isSound(page, 'design-workbook-comes-in');
    });
  },
  { story: true },
);
