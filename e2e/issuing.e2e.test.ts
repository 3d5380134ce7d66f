import { afterAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { allowHost } from '../runtime/access/egress/allow-host.suite.ts';
import { systemCall } from '../runtime/call/system-call.ts';
import { underLease } from '../runtime/database/lease.ts';
import { deskAt, seller } from '../runtime/einvoicing/issuing/desk.suite.ts';
import { openSinks } from '../runtime/einvoicing/outgoing/sinks.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

const lines = [
  {
    itemName: '服务费',
    taxCode: '3040000000000000000',
    rate: '0.06',
    quantity: '2',
    price: '100',
    amount: '200',
    tax: '12',
    gross: '212',
  },
];

const sinks = await openSinks();

inBrowser(
  'issuing',
  (site) => {
    afterAll(() => sinks.close());

    it('the setting that pushes receipts to imaging is found by what it is called elsewhere', async () => {
      const page = await site().visit();
      const palette = page.getByRole('dialog', { name: '搜索表单、单号或命令' });
      await page.keyboard.press('Control+k');
      await palette.getByRole('combobox').fill('rim_config');
      await palette.getByRole('option', { name: /^收票管理配置/ }).click();
      await page.getByRole('checkbox', { name: '是否推送星瀚影像系统' }).waitFor();
    });

    it('the rules of the gross split are one click from its limits, and are kept', async () => {
      const page = await site().visit({ path: '/forms/other-settings' });
      await page.getByRole('tab', { name: '设置含税金额拆分规则' }).click();
      await page.getByText('含税限额').first().waitFor();
      await page.getByRole('tab', { name: '含税规则设置' }).click();
      await page.getByRole('combobox', { name: '商品行拆分规则' }).click();
      await page.getByRole('option', { name: '按数量拆分' }).click();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      await page.reload();
      await page.getByRole('tab', { name: '含税规则设置' }).click();
      const rule = page.getByRole('combobox', { name: '商品行拆分规则' });
      await expect.poll(() => rule.inputValue()).toBe('按数量拆分');
    });

    it('discounts of lines are given by a percentage, changed and taken away again', async () => {
      const desk = deskAt(site().node);
      const id = await desk.make('invoice-application', {
        buyerName: '折扣贸易',
        lines: [...lines, ...lines],
      });
      const page = await site().visit({ path: `/forms/invoice-application/${id}` });
      const open = async () => {
        await page.getByRole('button', { name: '更多操作' }).click();
        await page.getByRole('menuitem', { name: '折扣…' }).click();
      };
      const dialog = page.locator('gj-line-discounts');
      const box = (line: number) => dialog.getByRole('textbox', { name: `第 ${line} 行的折扣额` });
      const put = dialog.getByRole('button', { name: '填入明细' });
      const kept = async () => {
        await page.keyboard.press('Control+s');
        await page.getByText('已保存').first().waitFor();
        const read = await desk.read('invoice-application', id);
        return (read['lines'] as JsonObject[]).map(({ kind, amount, tax, gross, quantity, itemName }) => [
          ...[kind, amount, tax, gross, quantity, itemName],
        ]);
      };
      await open();
      const fill = dialog.getByRole('button', { name: '按此折扣率填入各行' });
      await dialog.getByLabel('折扣率（%）').fill('一成');
      expect(await fill.isDisabled()).toBe(true);
      await dialog.getByLabel('折扣率（%）').fill('10');
      await fill.click();
      await box(2).fill('200');
      await dialog.getByRole('alert').getByText('小于 200.00').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await put.click();
      await box(2).fill('');
      await put.click();
      await dialog.waitFor({ state: 'detached' });
      const sold = ['200', '12', '212', '2', '服务费'];
      const off = (...sums: readonly string[]) => ['discount', ...sums, null, '服务费'];
      expect(await kept()).toEqual([
        ['discounted', ...sold],
        off('-20', '-1.2', '-21.2'),
        ['normal', ...sold],
      ]);
      await open();
      await box(1).fill('30.5');
      await box(3).fill('0.01');
      await put.click();
      expect(await kept()).toEqual([
        ['discounted', ...sold],
        off('-30.5', '-1.83', '-32.33'),
        ['discounted', ...sold],
        off('-0.01', '0', '-0.01'),
      ]);
      await open();
      await box(1).fill('');
      await box(3).fill('');
      await put.click();
      expect(await kept()).toEqual([
        ['normal', ...sold],
        ['normal', ...sold],
      ]);
    });

    it('an application is printed in the language of the page', async () => {
      const id = await deskAt(site().node).make('invoice-application', { buyerName: '打印贸易', lines });
      for (const [language, more, print] of [
        ['zh', '更多操作', '打印：开票申请单'],
        ['en', 'More actions', 'Print: Invoice application'],
      ] as const) {
        const page = await site().visit({ path: `/forms/invoice-application/${id}`, language });
        await page.getByRole('button', { name: more }).click();
        const asked = page.context().waitForEvent('request', (request) => request.url().includes('/prints/'));
        await page.getByRole('menuitem', { name: print }).click();
        const address = new URL((await asked).url());
        expect([address.pathname, address.searchParams.get('language')]).toEqual([
          `/api/forms/invoice-application/records/${id}/prints/application`,
          language,
        ]);
        const answer = await page.evaluate(async (url) => {
          const got = await fetch(url);
          return [got.status, got.headers.get('content-type')];
        }, address.href);
        expect(answer).toEqual([200, 'application/pdf']);
      }
    });

    it.each([
      ['zh', '按月打包为电子档案', '打包', '下载结果', '已打包 0 张发票的 0 个文件', '发票'],
      ['en', 'Create monthly archive', 'Create package', 'Download', '0 files of 0 invoices', 'Invoices'],
    ] as const)(
      'a month is packed from the list of invoices, in %s',
      async (language, link, pack, download, said, back) => {
        const page = await site().visit({ path: '/forms/invoice', language });
        await page
          .locator('gj-page-head')
          .getByRole('button', { name: /^(更多操作|More actions)$/ })
          .click();
        await page.getByRole('menuitem', { name: link }).click();
        const where = page.getByRole('navigation', { name: /^(位置|You are here)$/ });
        await where.getByRole('link', { name: back, exact: true }).waitFor();
        await page.locator('input[type=month]').fill('2019-03');
        expect(await axeFindings(page)).toEqual([]);
        await page.getByRole('button', { name: pack, exact: true }).click();
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: new RegExp(download) }).click(),
        ]);
        expect(file.suggestedFilename()).toMatch(/2019-03\.zip$/);
        await page.getByText(said).waitFor();
        await page.getByText(/[0-9a-f]{8}…[0-9a-f]{8}$/).waitFor();
        expect(await page.locator('body').innerText()).not.toMatch(/[0-9a-f]{32}/);
      },
    );

    it('an application is submitted, approved and issued, and what became of it is seen everywhere', async () => {
      const desk = deskAt(site().node);
      await desk.simulate();
      await allowHost(site().node, sinks.url);
      await desk.make('callback-target', { name: 'ERP', url: sinks.url });
      const id = await desk.make('invoice-application', {
        buyerName: '星河贸易',
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        sourceSystem: 'ERP',
        buyerEmail: 'buyer@example.com',
        lines,
      });
      const page = await site().visit({ path: `/forms/invoice-application/${id}` });
      const press = async (name: string, next: string) => {
        await page.getByRole('button', { name, exact: true }).click();
        await page.getByRole('button', { name: next, exact: true }).waitFor();
      };
      await press('提交', '审核');
      await press('审核', '一键开票');
      // What comes next with the document stands first, in either language.
      const english = await site().visit({ path: `/forms/invoice-application/${id}`, language: 'en' });
      for (const [one, name] of [
        [page, '一键开票'],
        [english, 'Issue'],
      ] as const) {
        await one.setViewportSize({ width: 1440, height: 900 });
        await expect.poll(() => one.locator('gj-actions button').first().innerText()).toBe(name);
      }
      await english.close();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('button', { name: '一键开票', exact: true }).click();
      const preview = page.locator('gj-desk-plan');
      await preview.getByText('1 张申请单 → 1 张发票').waitFor();
      await preview.getByRole('button', { name: /^#1/ }).press('Enter');
      await preview.getByRole('rowheader', { name: '服务费' }).waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      expect(await desk.pendingOf(id)).toEqual([]);
      await preview.getByRole('button', { name: '开票 1 张' }).press('Enter');
      const progress = page.locator('gj-desk-issuing');
      await progress.getByText('已开 1 / 1 张').waitFor({ timeout: 20_000 });
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByText('已申请').first().waitFor();

      // From the application to its invoice, along the line of stations.
      const way = page.getByRole('navigation', { name: '单据流转' });
      await way.getByRole('link').nth(2).press('Enter');
      await page.waitForURL(/forms\/invoice\//);
      await expect.poll(() => way.getByRole('link').count()).toBe(3);
      await page.goto(`${site().url}/forms/invoice`);
      await page.getByText('星河贸易').first().waitFor();
      const invoices = await site().node.ask('GET', `${desk.records('invoice')}?view=manage`);
      const [invoice] = invoices.body['items'] as readonly { readonly id: string; readonly number: string }[];
      await page.goto(`${site().url}/forms/invoice/${invoice?.id}`);
      // An application that was issued stays as it is, and says so.
      await page.locator('gj-record-locked').getByRole('status').waitFor();
      expect(await page.getByRole('button', { name: '保存' }).count()).toBe(0);
      await page.getByRole('button', { name: '红冲', exact: true }).click();
      const reverse = page.locator('gj-desk-red');
      const amount = reverse.getByRole('textbox', { name: '第 1 行本次红冲金额' });
      await amount.fill('200.01');
      await reverse.getByText('最多 200.00').waitFor();
      // What cannot be reversed is marked, and counts for nothing.
      for (const typed of ['200.01', '-5', '1.234', 'x']) {
        await amount.fill(typed);
        await reverse.locator('input[aria-invalid=true]').waitFor();
        await reverse.getByText('本次红冲（不含税） 0.00').waitFor();
        await reverse.getByText('价税合计 0.00').waitFor();
      }
      // None of a line is no mistake, though nothing is left to reverse where it is the only one.
      await amount.fill('0.00');
      await reverse
        .getByRole('alert')
        .or(reverse.locator('[aria-invalid=true]'))
        .waitFor({ state: 'detached' });
      expect(await reverse.getByRole('button', { name: '生成红字待开发票' }).isDisabled()).toBe(true);
      await amount.fill('50');
      // What was issued wrongly goes as a whole; a part of it is something else.
      await reverse.getByText('开票有误须红冲整张发票').waitFor();
      expect(await reverse.getByRole('button', { name: '生成红字待开发票' }).isDisabled()).toBe(true);
      await reverse.getByRole('combobox').selectOption({ label: '销货退回' });
      await expect.poll(() => amount.inputValue()).toBe('50');
      // As it will be issued: with its tax, and both together.
      await reverse.getByText('税额 3.00').waitFor();
      await reverse.getByText('价税合计 53.00').waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await reverse.getByRole('button', { name: '生成红字待开发票' }).click();
      await reverse.getByText('先提交并审核，再开票。').waitFor();
      await page.keyboard.press('Escape');
      await way.getByText('待开红字发票').waitFor();
      expect(await desk.read('invoice', String(invoice?.id))).toMatchObject({
        lines: [{ remainingRed: '150' }],
      });
      const [face] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('link', { name: '查看发票版式' }).click(),
      ]);
      await face.getByText('没有法律效力').waitFor();
      await face.getByText(String(invoice?.number)).first().waitFor();
      await face.close();

      // The business system and the buyer have heard of it, once each.
      await expect.poll(() => [sinks.calls.length, sinks.mails.length], { timeout: 20_000 }).toEqual([1, 1]);
      expect(sinks.calls[0]).toMatchObject({
        event: 'issued',
        applications: [{ id }],
        invoice: { number: invoice?.number, gross: '212' },
      });
      expect(sinks.mails[0]).toContain('To: buyer@example.com');
      await page.goto(`${site().url}/forms/callback`);
      await page.getByText('ERP').first().waitFor();
      await page.goto(`${site().url}/forms/invoice-mail`);
      await page.getByText('buyer@example.com').first().waitFor();
    });

    itLong('a run says of each document why it was not issued, and tries that one alone again', async () => {
      const desk = deskAt(site().node);
      const [line] = lines;
      const back = { ...line, quantity: '-1', amount: '-100', tax: '-6', gross: '-106' };
      const make = (rows: readonly JsonObject[]) => desk.approved({ buyerName: '定时', lines: rows });
      const wrong = await make([...lines, back]);
      await make([...lines, back]);
      await make(lines);
      const scheme = await desk.make('auto-issue-scheme', {
        name: '定时',
        frequency: 'daily',
        window: '00:00:00~23:59:59',
        everyMinutes: 1440,
        sign: ['positive'],
        merge: 'none',
        push: 'pending',
        priority: 1,
        condition: { fact: 'buyerName', operator: 'equal', value: '定时' },
      });
      expect((await desk.act('auto-issue-scheme', scheme, 'run-now')).status).toBe(200);
      const runs = `${desk.records('auto-issue-run')}?view=manage&scheme=${scheme}`;
      const run = async () =>
        ((await site().node.ask('GET', runs)).body['items'] as readonly JsonObject[])[0] ?? {};
      await site().node.node.run('runs');
      await expect.poll(async () => (await run())['state'], { timeout: 20_000 }).toBe('partly');
      const page = await site().visit({ path: `/forms/auto-issue-run/${String((await run())['id'])}` });
      const { number } = await desk.read('invoice-application', wrong);
      const left = page.locator('gj-desk-run');
      await left.getByText('未成功 2 张').waitFor();
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      expect(await left.getByText('不能开票').count()).toBe(2);
      expect((await desk.act('invoice-application', wrong, 'close')).status).toBe(200);
      // Another node has it in hand: how far it is can be looked at.
      const { database } = site().node.tenant;
      const lease = { work: 'run', piece: String((await run())['id']), node: 'elsewhere' } as const;
      await underLease(database, lease, async () => {
        await left.getByRole('button', { name: `重试 ${String(number)}` }).press('Enter');
        await left.getByText('已处理 2 / 3 张').waitFor();
      });
      await site().node.node.run('runs');
      await left.getByText('失败', { exact: true }).waitFor({ timeout: 20_000 });
      expect(await left.getByText('不能开票').count()).toBe(1);
      expect(await run()).toMatchObject({ state: 'partly', trigger: 'hand' });
    });

    itLong(
      'a bill is given its image code, which is shown to scan and stands on the cover that is printed',
      async () => {
        const bill = { application: '费用核算', billType: '费用报销单', billNumber: 'BX-1' };
        const id = await deskAt(site().node).make('image-bill', bill);
        const page = await site().visit({ path: `/forms/image-bill/${id}`, language: 'en', theme: 'dark' });
        await page.getByRole('button', { name: 'Give the image code' }).click();
        const picture = page.locator('gj-record-picture img');
        await picture.waitFor();
        await expect
          .poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth))
          .toBeGreaterThan(0);
        const code = String(await picture.getAttribute('alt'));
        expect((await deskAt(site().node).read('image-bill', id))['code']).toBe(code);
        await page.setViewportSize({ width: 1024, height: 768 });
        await settled(page);
        expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);
        const [cover] = await Promise.all([
          page.context().waitForEvent('page'),
          page.getByRole('link', { name: 'Print the cover' }).click(),
        ]);
        await cover.getByText('BX-1', { exact: true }).waitFor();
        for (const media of ['screen', 'print'] as const) {
          await cover.emulateMedia({ media });
          expect(await cutElements(cover)).toEqual([]);
          const drawn = await cover.locator(`svg[aria-label="${code}"]`).boundingBox();
          // Not so small that a scanner misses it: 34 mm.
          expect(drawn?.width, media).toBeCloseTo((34 / 25.4) * 96, 0);
        }
        await cover.close();
      },
    );

    it('pending invoices are issued together in an order one chooses, and stopped', async () => {
      const desk = deskAt(site().node);
      for (const buyerName of ['远航', '安和', '远航'])
        await desk.act('invoice-application', await desk.approved({ buyerName, lines }), 'plan');
      const page = await site().visit({
        path: '/forms/pending-invoice?view=manage&issueStatus=pending',
        language: 'en',
        theme: 'dark',
        size: { width: 1024, height: 768 },
      });
      const picks = page.getByRole('checkbox', { name: /^Select/ });
      await picks.nth(1).check();
      await picks.nth(2).check();
      await picks.nth(3).check();
      await page.getByRole('button', { name: 'Issue', exact: true }).click();
      const batch = page.locator('gj-desk-batch');
      await batch.getByRole('combobox', { name: 'Order' }).selectOption('buyer-name');
      const buyers = () => batch.locator('tbody tr:not(.sums) td:nth-child(3)').allTextContents();
      expect((await buyers()).map((one) => one.trim())).toEqual(['安和', '远航', '远航']);
      // Of a buyer with several, what they come to; of all, too.
      const [subtotal, total] = await batch.locator('.sums').allInnerTexts();
      const figure = (text = '') => Number(text.replace(/[^\d.]/g, ''));
      expect(await batch.getByRole('row', { name: /^Subtotal/ }).count()).toBe(1);
      expect(figure(total)).toBeCloseTo((figure(subtotal) / 2) * 3, 2);
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await batch.getByRole('button', { name: 'Issue 3 invoices' }).press('Enter');
      await page.locator('gj-desk-issuing').getByText('3 of 3 invoices issued').waitFor({ timeout: 20_000 });

      // Another node issues for the account, and is slow.
      const application = await desk.approved({ buyerName: '慢', lines });
      await desk.act('invoice-application', application, 'plan');
      const [slow] = await desk.pendingOf(application);
      const { database } = site().node.tenant;
      await underLease(database, { work: 'issue', piece: ` ${seller}`, node: 'elsewhere' }, async () => {
        await page.goto(`${site().url}/forms/pending-invoice?view=manage&issueStatus=pending`);
        await picks.nth(1).check();
        await page.getByRole('button', { name: 'Issue', exact: true }).click();
        // Of one alone there is no order to choose.
        await batch.getByRole('dialog', { name: 'Issue', exact: true }).waitFor();
        expect(await batch.getByRole('combobox', { name: 'Order' }).count()).toBe(0);
        await batch.getByRole('button', { name: 'Issue 1 invoice' }).press('Enter');
        const progress = page.locator('gj-desk-issuing');
        await progress.getByRole('button', { name: 'Stop unsent invoices' }).press('Enter');
        await progress.getByRole('button', { name: 'Stopping…' }).waitFor();
        await settled(page);
        expect(await axeFindings(page)).toEqual([]);
      });
      const said = `Stopped; 1 invoice was not sent: ${String(slow?.['number'])}`;
      await page.locator('gj-desk-issuing').getByText(said).waitFor({ timeout: 20_000 });
      expect(await desk.read('pending-invoice', String(slow?.['id']))).toMatchObject({
        issueStatus: 'pending',
      });
    });

    it('a type of invoice that is typed in part names how many it could be', async () => {
      const page = await site().visit({ path: '/forms/invoice-application/new' });
      const box = page.getByRole('combobox', { name: '发票种类' });
      await box.pressSequentially('专票');
      await page.getByRole('option', { name: '数电纸质专票' }).waitFor();
      await box.press('Enter');
      await page.locator('vaadin-combo-box').getByText('有 4 个选项含“专票”，请选择一个').waitFor();
    });

    it('figures that do not fit are told while they are typed, by the checks of the server', async () => {
      const id = await deskAt(site().node).make('invoice-application', {
        buyerName: '丁',
        sellerTaxNo: seller,
        invoiceType: '10xdp',
        lines,
      });
      const page = await site().visit({
        path: `/forms/invoice-application/${id}`,
        // So wide that no column has to be scrolled to.
        size: { width: 4200, height: 900 },
      });
      await page.getByRole('tab', { name: '开票项明细' }).click();
      await page.locator('gj-sheet').first().getByRole('gridcell', { name: /^200/ }).first().click();
      await page.keyboard.type('99');
      await page.keyboard.press('Enter');
      // Nothing was sent yet.
      await page.keyboard.press('ArrowUp');
      await page
        .getByText(/相差超过 ¥0.01/)
        .filter({ visible: true })
        .first()
        .waitFor();
    });

    it('a link that a callback carries stands among those of the invoice, and is withdrawn there', async () => {
      const { node } = site();
      const target = { name: 'OA', url: sinks.url, sourceSystem: 'OA', prints: 'face', printsAs: 'link' };
      await deskAt(node).make('callback-target', target);
      const invoice = await deskAt(node).make('invoice', {
        number: '26110000000000000001',
        sign: 'blue',
        lines,
      });
      const { tenant } = node;
      const call = systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
      const callback = call.served.model.formsById.get('callback');
      if (!callback) throw new Error('no callbacks');
      const body = { event: 'issued', content: '{}', sourceSystem: 'OA', invoice: { id: invoice } };
      await tenant.store.create(call, callback, body);
      const path = `/api/forms/invoice/records/${invoice}/links`;
      const links = async () => (await node.ask('GET', path)).body['items'];
      await expect.poll(links, { timeout: 15_000 }).toHaveLength(1);
      for (const [language, size, more, item, carried] of [
        ['en', { width: 1024, height: 768 }, 'More actions', 'Temporary links', /^Sent with Callback/],
        ['zh', { width: 1440, height: 900 }, '更多操作', '限时链接', /^随业务系统回调于 .* 发出$/],
      ] as const) {
        const page = await site().visit({ path: `/forms/invoice/${invoice}`, language, size });
        await page.getByRole('button', { name: more }).click();
        await page.getByRole('menuitem', { name: item }).click();
        await page.getByRole('link', { name: carried }).waitFor();
        await settled(page);
        expect(await axeFindings(page)).toEqual([]);
        const shots = process.env['GUIJU_SHOTS'];
        if (shots) await page.screenshot({ path: `${shots}/links-${language}.png` });
        if (language === 'en') continue;
        await page.getByRole('button', { name: /^撤销有效至/ }).click();
        await page.getByText('现在没有有效的链接').waitFor();
        expect(await links()).toEqual([]);
      }
    });
  },
  { story: true, smtp: sinks.smtp, packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);
