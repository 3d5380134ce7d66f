import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { deskAt, seller, serviceLine } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, partOrder, publishFiles } from './own-package.ts';
import { settled } from './settled.ts';

inBrowser(
  'a document',
  (site) => {
    beforeAll(() => deskAt(site().node).simulate());

    it('says no longer what was mended, and what was approved is not taken back by pressing the same key again', async () => {
      const desk = deskAt(site().node);
      const id = await desk.make('invoice-application', {
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        lines: [serviceLine],
      });
      const page = await site().visit({ path: `/forms/invoice-application/${id}` });
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      const notices = page.locator('gj-notices .notice');
      await button('提交').click();
      await notices.getByText(/不能提交/).waitFor();
      await page.getByRole('textbox', { name: '购方名称' }).fill('星河贸易');
      await button('保存').click();
      await page.getByText('已保存').waitFor();
      await button('提交').click();
      await notices.getByText(/^已提交：/).waitFor();
      expect(await notices.filter({ hasText: '不能提交' }).count()).toBe(0);

      await button('审核').press('Enter');
      await page.locator('gj-record-head').getByText('已审核').waitFor();
      await page.keyboard.press('Enter');
      await settled(page);
      expect(await page.locator('gj-record-head').getByText('已审核').count()).toBe(1);

      // What the page says beside a field is not carried to another page.
      // What takes back stands behind what goes on.
      await button('反审核').click();
      await button('提交').waitFor();
      await page.getByRole('textbox', { name: '购方名称' }).fill('');
      await button('保存').click();
      await expect.poll(() => button('提交').isEnabled()).toBe(true);
      await button('提交').click();
      await notices.getByText(/不能提交/).waitFor();
      await page.getByRole('link', { name: '开票申请单' }).first().click();
      await page.locator('gj-list-page').waitFor();
      await expect.poll(() => notices.filter({ hasText: '不能提交' }).count()).toBe(0);
    });

    it('leads from what stopped an invoice to the field that is to be corrected', async () => {
      const desk = deskAt(site().node);
      const id = await desk.make('pending-invoice', {
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        buyerName: '星河贸易',
        lines: [serviceLine, { ...serviceLine, itemName: '没有编码', taxCode: null }],
      });
      for (const action of ['submit', 'approve', 'issue']) await desk.act('pending-invoice', id, action);
      await expect.poll(async () => (await desk.read('pending-invoice', id))['issueStatus']).toBe('failed');
      const page = await site().visit({ path: `/forms/pending-invoice/${id}` });
      await page.getByRole('button', { name: '去改正' }).click();
      const lines = page.locator('gj-sheet');
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.tagName.toLowerCase()))
        .not.toBe('body');
      await page.keyboard.type('3040000000000000000');
      await page.keyboard.press('Enter');
      await lines.getByText('3040000000000000000').last().waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const { lines: saved } = await desk.read('pending-invoice', id);
      expect((saved as JsonObject[])[1]).toMatchObject({ taxCode: '3040000000000000000' });
    });

    it('tells a record how many use it, of however many, and leads to them', async () => {
      const desk = deskAt(site().node);
      const id = await desk.make('unit', { number: 'crate', name: '板条箱' });
      for (let at = 1; at <= 25; at += 1)
        await desk.make('material', { number: `M${at}`, name: `货 ${at}`, baseUnit: { id } });
      const page = await site().visit({ path: `/forms/unit/${id}` });
      await page
        .locator('gj-record-uses')
        .getByRole('link', { name: /物料\s+25/ })
        .click();
      await page.locator('gj-list-foot').getByText(/25 条/).waitFor();
    });

    it('marks columns that a row has to have before it is submitted', async () => {
      const sent = { fact: 'parent.state', operator: 'equal', value: 'sent' } as const;
      const options = ['draft', 'sent'].map((value) => ({ value, label: { zh: value, en: value } }));
      await publishFiles(site(), {
        'package.json': {
          name: 'needs',
          version: '1.0.0',
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'parts', label: { zh: '配件', en: 'Parts' } },
        },
        'forms/part-order.json': {
          ...partOrder(
            field('state', 'choice', '进度', { options, default: 'draft', readonly: true }),
            field('lines', 'entries', '货物', {
              fields: [
                field('part', 'text', '品名', { length: 40, required: true }),
                field('proof', 'text', '凭证', {
                  length: 40,
                  required: { all: [sent, { fact: 'part', operator: 'equal', value: '贵' }] },
                }),
              ],
            }),
          ),
          actions: [
            {
              name: 'send',
              label: { zh: '报送', en: 'Send' },
              capability: 'set-fields',
              when: { fact: 'state', operator: 'equal', value: 'draft' },
              params: { fields: { state: 'sent' } },
            },
          ],
        },
      });
      const { body } = await site().node.ask('POST', '/api/forms/part-order/records', {
        lines: [{ part: '廉' }],
      });
      const page = await site().visit({ path: `/forms/part-order/${String(body['id'])}` });
      const marks = page.locator('gj-sheet').getByRole('img', { name: /报送.*前须填写/ });
      await page.locator('gj-sheet').getByRole('gridcell', { name: /廉/ }).click();
      expect(await marks.count()).toBe(0);
      await page.keyboard.type('贵');
      await page.keyboard.press('Enter');
      await marks.waitFor();
      await page
        .locator('gj-form-layout')
        .getByText(/报送.*前须填写/)
        .waitFor();
      await isSound(page, 'needed-in-rows');
    });

    it('that came from elsewhere is read, and written where somebody asks for its form', async () => {
      const desk = deskAt(site().node);
      const id = await desk.make('invoice', {
        number: '26319000000000000099',
        sign: 'blue',
        issuedAt: '2026-03-01T02:00:00.000Z',
        buyerName: '星河贸易',
        invoiceType: '10xdp',
        dataSource: 'api',
        lines: [serviceLine],
      });
      const page = await site().visit({ path: `/forms/invoice/${id}` });
      await page.locator('gj-document').getByText('星河贸易').first().waitFor();
      expect(await page.getByRole('button', { name: '保存', exact: true }).count()).toBe(0);
      await page.getByRole('button', { name: '编辑', exact: true }).click();
      await page.getByRole('textbox', { name: '机器编号' }).waitFor();
    });

    it('is copied as a draft, however far the other has come', async () => {
      const desk = deskAt(site().node);
      const from = await desk.make('invoice-application', {
        buyerName: '星河贸易',
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        lines: [serviceLine],
      });
      for (const action of ['submit', 'approve', 'issue'])
        expect((await desk.act('invoice-application', from, action)).status, action).toBe(200);
      await site().node.node.run('issue');
      const page = await site().visit({ path: `/forms/invoice-application/new?copy=${from}` });
      await page.getByRole('button', { name: '提交', exact: true }).waitFor();
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.waitForURL((url) => !url.pathname.endsWith('/new'));
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const copy = await desk.read('invoice-application', id);
      expect(copy).toMatchObject({ buyerName: '星河贸易', auditStatus: 'A' });
      expect(copy['lines']).toMatchObject([{ issuedGross: null }]);
    });

    it('is saved and submitted in one press, a new one too, and what is missing is led to', async () => {
      const desk = deskAt(site().node);
      const from = await desk.make('invoice-application', {
        buyerName: '星河贸易',
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        lines: [serviceLine],
      });
      const page = await site().visit({ path: `/forms/invoice-application/new?copy=${from}` });
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      const notices = page.locator('gj-notices .notice');
      const buyer = page.getByRole('textbox', { name: '购方名称' });
      await button('提交').waitFor();
      await page
        .getByRole('tab', { name: /购销方|购方|双方/ })
        .first()
        .click();
      await buyer.fill('');
      await button('提交').click();
      await notices.getByText(/不能提交/).waitFor();
      await buyer.fill('远航物流');
      await button('提交').click();
      await notices.getByText(/^已提交：/).waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      expect(await desk.read('invoice-application', id)).toMatchObject({
        auditStatus: 'B',
        buyerName: '远航物流',
      });
    });

    it('that is submitted is read, and written once it is withdrawn', async () => {
      const desk = deskAt(site().node);
      const id = await desk.make('invoice-application', {
        buyerName: '星河贸易',
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        remark: '请尽快开具',
        lines: [serviceLine],
      });
      const page = await site().visit({ path: `/forms/invoice-application/${id}` });
      // A draft opens as the form on which it is written: one button to save it, two more, and a menu.
      await page
        .getByRole('textbox', { name: '购方名称' })
        .or(page.locator('gj-form-layout'))
        .first()
        .waitFor();
      expect(await page.locator('gj-document').count()).toBe(0);
      expect(await page.locator('gj-record-head gj-actions > *').count()).toBe(4);
      await page.locator('gj-record-head').getByText('暂存', { exact: true }).waitFor();
      // What closes or voids the application stands where nobody takes it for leaving the page, or for saving.
      expect(
        await page
          .locator('gj-record-head gj-actions')
          .getByRole('button', { name: /关闭|作废/ })
          .count(),
      ).toBe(0);
      await page.locator('gj-record-head gj-actions').getByRole('button', { name: '更多' }).click();
      for (const name of ['关闭申请单', '作废'])
        await page.getByRole('menuitem', { name, exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '提交', exact: true }).click();

      const document = page.locator('gj-document');
      await document.getByText('212.00').first().waitFor();
      await settled(page);
      expect(await page.locator('gj-record-page input, gj-record-page textarea').count()).toBe(0);
      expect(await axeFindings(page)).toEqual([]);
      // What stands above it stands nowhere else.
      for (const label of ['购方名称', '发票种类'])
        expect(await document.getByText(label, { exact: true }).count()).toBe(1);
      // What the head says, the first group does not repeat.
      const number = await page.locator('gj-record-head').getByRole('heading', { level: 1 }).innerText();
      expect(await document.getByText(number, { exact: true }).count()).toBe(0);
      await isSound(page, 'document-read');
      const story = page.getByRole('complementary', { name: '动态' });
      await expect.poll(() => story.getByRole('listitem').count()).toBe(2);
      // What is empty is folded, and unfolded in its place.
      const remark = document.getByRole('group', { name: '业务单据编号' });
      expect(await remark.count()).toBe(0);
      await document
        .getByRole('button', { name: /^\d+ 个空字段$/ })
        .first()
        .press('Enter');
      await remark.waitFor();
      // A version is opened from the story.
      await story.getByRole('button', { name: '提交' }).click();
      await page.getByRole('dialog', { name: '历史版本' }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('gj-history').waitFor({ state: 'detached' });

      // Nobody writes into it before it is withdrawn, as it says itself.
      await page.keyboard.press('e');
      await page.getByText('已提交的申请单不能修改，请先撤回').waitFor();
      expect(await document.count()).toBe(1);
      await page.getByRole('button', { name: '撤回', exact: true }).click();
      await page.getByRole('button', { name: '保存', exact: true }).waitFor();
      await expect.poll(() => document.count()).toBe(0);
      // What is taken back in a dialog over the page is what was typed there.
      const bill = page.getByLabel('业务单据编号').first();
      await bill.fill('DJ-1');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await page.keyboard.type('发票');
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      expect(await bill.inputValue()).toBe('DJ-1');
      await bill.fill('');
      await page.keyboard.press('Tab');
    });

    it('that is on hold is read, and written where somebody asks for its form', async () => {
      const desk = deskAt(site().node);
      const held = { buyerName: '星河贸易', billStatus: 'held', lines: [serviceLine] };
      const id = await desk.make('invoice-application', held);
      const page = await site().visit({ path: `/forms/invoice-application/${id}` });
      const document = page.locator('gj-document');
      await document.getByText('212.00').first().waitFor();
      await settled(page);
      await page.getByRole('button', { name: '编辑', exact: true }).click();
      await page.getByRole('button', { name: '返回阅读' }).waitFor();
      await page.getByRole('button', { name: '保存', exact: true }).waitFor();
      expect(await document.count()).toBe(0);
      await page.getByRole('button', { name: '返回阅读' }).click();
      await document.waitFor();
    });

    it('is read on a phone: it alone scrolls, its lines are cards, and its way goes down', async () => {
      const invoice = await deskAt(site().node).invoiced({ lines: [serviceLine] });
      const page = await site().visit({
        path: `/forms/invoice/${invoice}`,
        size: { width: 390, height: 480 },
      });
      const stations = page.locator('gj-desk-stations li:has(h3)');
      await stations.nth(2).waitFor();
      await page.locator('gj-document-rows table').first().waitFor();
      await settled(page);
      expect(
        await page.locator('main').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
      ).toBe(0);
      const lines = page.locator('gj-document-rows .frame');
      expect(await lines.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      expect(await lines.getByText('212.00').isVisible()).toBe(true);
      const boxes = await stations.evaluateAll((all) =>
        all.map((one) => {
          const { left, right, top } = one.getBoundingClientRect();
          const marks = [...one.querySelectorAll('.next')].map((mark) => mark.getBoundingClientRect().right);
          return { left, top, isWithin: marks.every((mark) => mark <= right) };
        }),
      );
      expect(new Set(boxes.map(({ left }) => left)).size).toBe(1);
      expect(new Set(boxes.map(({ top }) => top)).size).toBe(boxes.length);
      expect(boxes.every(({ isWithin }) => isWithin)).toBe(true);

      // Its list is cards, which say how each stands and what it comes to.
      await page.goto('/forms/pending-invoice?view=manage');
      const card = page
        .locator('.row-card')
        .filter({ has: page.getByRole('link') })
        .first();
      await card.locator('.badge', { hasText: '已开' }).waitFor();
      await card.locator('b', { hasText: /^\d[\d,.]*$/ }).waitFor();
    });

    it('that nobody may change or delete offers neither', async () => {
      const desk = deskAt(site().node);
      const invoice = await desk.invoiced({ lines: [serviceLine] });
      const page = await site().visit({ path: `/forms/invoice/${invoice}`, language: 'en' });
      await page.locator('gj-document').getByText('212.00').first().waitFor();
      await page.getByRole('button', { name: 'More actions' }).click();
      const menu = page.getByRole('menu');
      await menu.getByRole('menuitem', { name: 'References' }).waitFor();
      for (const name of ['Delete', 'Edit', 'Disable']) {
        const offered = [
          page.getByRole('button', { name, exact: true }),
          menu.getByRole('menuitem', { name, exact: true }),
        ];
        expect([name, ...(await Promise.all(offered.map((one) => one.count())))]).toEqual([name, 0, 0]);
      }
      await page.keyboard.press('Escape');
      await page.keyboard.press('e');
      expect(await page.locator('gj-document').count()).toBe(1);
      // Its story begins with what it came of, each a link.
      const story = page.getByRole('complementary', { name: 'Activity' });
      for (const [made, form] of [
        ['Application created', 'invoice-application'],
        ['Split into pending invoice', 'pending-invoice'],
      ] as const) {
        const chapter = story.getByRole('listitem').filter({ hasText: made });
        await chapter.locator(`a[href^="/forms/${form}/"]`).waitFor();
      }
      // What was done is said as done.
      const acts = await story.getByRole('listitem').locator('b, a').allTextContents();
      expect(acts).toEqual(expect.arrayContaining(['Sent for issuing', 'Approved', 'Submitted']));
      await isSound(page, 'document-read-en');
      expect(await axeFindings(page)).toEqual([]);
    });
  },
  { story: true },
);
