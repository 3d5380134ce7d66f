import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { deskAt, seller, serviceLine } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const line = (more: JsonObject = {}): JsonObject => ({ ...serviceLine, ...more });
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];

const isFocused = (one: Element) => one.matches(':focus');

inBrowser('what keeps an invoice from being issued', (site) => {
  it('is listed in sight of whoever saves, wherever he is on the page', async () => {
    for (const size of [...sizes, { width: 390, height: 844 }]) {
      const page = await site().visit({ path: '/forms/invoice-application/new', size });
      await page.getByRole('textbox', { name: '备注', exact: true }).fill('长'.repeat(3000));
      await page.keyboard.press('Control+s');
      const entry = page.locator('gj-record-problems').getByRole('button').first();
      await entry.waitFor();
      const outOfSight = () =>
        entry.evaluate((button) => {
          const { left, top, bottom } = button.getBoundingClientRect();
          let at = document.elementFromPoint(left + 2, (top + bottom) / 2);
          while (at?.shadowRoot) at = at.shadowRoot.elementFromPoint(left + 2, (top + bottom) / 2);
          return !button.contains(at);
        });
      await expect.poll(outOfSight, { message: String(size.width) }).toBe(false);
      await expect.poll(() => entry.evaluate(isFocused)).toBe(true);
      await entry.press('Enter');
      const field = page.getByRole('textbox', { name: '备注', exact: true });
      await expect.poll(() => field.evaluate(isFocused)).toBe(true);
      await page.close();
    }
  });

  it('refuses a submit on the page of the application, where it is marked and mended', async () => {
    const desk = deskAt(site().node);
    await desk.simulate();
    const id = await desk.make('invoice-application', {
      ...{ buyerName: '星河贸易', invoiceType: '08xdp', sellerTaxNo: seller, buyerTaxNo: null },
      lines: [line(), line({ itemName: '咨询费', taxCode: '9'.repeat(19) })],
    });
    for (const [language, submit, said, ofLine, field] of [
      ['zh', '提交', '购方税号为空', '第 2 行的税收分类编码', '购方税号'],
      ['en', 'Submit', 'The buyer has no tax number', 'of line 2 is not 19 digits', 'Buyer tax number'],
    ] as const) {
      const page = await site().visit({ path: `/forms/invoice-application/${id}`, language });
      await page.getByRole('button', { name: submit, exact: true }).click();
      const problems = page.locator('gj-record-problems').getByRole('alert');
      await problems.getByRole('button', { name: said }).waitFor();
      // One stands at the first of them as one reads the form; each other is one press away.
      await problems.getByRole('button', { name: ofLine }).waitFor();
      await expect.poll(() => page.locator('gj-sheet:focus-within').count()).toBe(1);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await settled(page);
        await picture(page, `flaws-submit-${language}-${size.width}`);
      }
      expect(await axeFindings(page)).toEqual([]);
      await problems.getByRole('button', { name: said }).press('Enter');
      await expect
        .poll(() => page.getByRole('textbox', { name: field, exact: true }).evaluate(isFocused))
        .toBe(true);
      await settled(page);
      await picture(page, `flaws-submit-field-${language}`);
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
    expect(await desk.read('invoice-application', id)).toMatchObject({ auditStatus: 'A' });
  });

  it('stands at each invoice of the preview, and leads to its field', async () => {
    const desk = deskAt(site().node);
    const free = { rate: '0', tax: '0', gross: '200' };
    const id = await desk.approved({
      ...{ dataSource: 'api', buyerName: '分开', invoiceType: '007', buyerTaxNo: null },
      lines: Array.from({ length: 10 }, (_, at) => line(at === 9 ? free : {})),
    });
    const { body } = await site().node.ask('GET', `${desk.records('licence')}?view=manage&taxNo=${seller}`);
    const [licence] = body['items'] as readonly JsonObject[];
    await desk.act('licence', String(licence?.['id']), 'withdraw-licence');
    const addresses: (readonly [ofItsLine: string, ofItsField: string])[] = [];
    for (const [language, issue, unfit, withdrawn, ofLine, stays, none] of [
      [
        'zh',
        '一键开票',
        '2 张不能开具，请先改正',
        '开票许可已取消',
        '第 10 行税率为 0',
        '1 张申请单留待改正',
        '开票 0 张',
      ],
      [
        'en',
        'Issue',
        '2 invoices cannot be issued',
        'was withdrawn',
        'Line 10 has a rate of 0',
        '1 application stays until corrected',
        'Issue 0 invoices',
      ],
    ] as const) {
      const page = await site().visit({ path: `/forms/invoice-application/${id}`, language });
      const open = () => page.getByRole('button', { name: issue, exact: true }).click();
      await open();
      const preview = page.locator('gj-desk-plan');
      await preview.getByText(unfit).waitFor();
      await preview.getByText(stays).waitFor();
      expect(await preview.getByRole('button', { name: none }).isDisabled()).toBe(true);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await settled(page);
        await picture(page, `flaws-preview-${language}-${size.width}`);
      }
      expect(await axeFindings(page)).toEqual([]);
      // The second invoice says what its own line has.
      await preview.locator('gj-desk-flaws').nth(1).getByRole('link', { name: ofLine }).press('Enter');
      await page.waitForURL(/at=%2Flines%2F9%2F/);
      await preview.waitFor({ state: 'detached' });
      const ofItsLine = page.url();
      await open();
      await preview.getByRole('link', { name: withdrawn }).first().click();
      await preview.waitFor({ state: 'detached' });
      addresses.push([ofItsLine, page.url()]);
      await page.close();
    }
    // What is approved is read there; once it was sent back, the same addresses lead to where it is corrected.
    expect((await desk.act('invoice-application', id, 'un-approve')).status).toBe(200);
    for (const [ofItsLine, ofItsField] of addresses) {
      const page = await site().visit();
      await page.goto(ofItsLine);
      await expect.poll(() => page.locator('gj-sheet:focus-within').count()).toBe(1);
      await page.goto(ofItsField);
      await page.locator('gj-record-field:focus-within').waitFor();
      for (const size of sizes) {
        await page.setViewportSize(size);
        await settled(page);
      }
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  });
});
