import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { drawnScan, pdfOf } from '../runtime/imaging/scans/scans.suite.ts';
import {
  act,
  bills,
  pagesOfStack,
  readStack,
  stackOf,
  waitingBill,
} from '../runtime/imaging/station/station.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });
const number = (bill: JsonObject) => String(bill['billNumber']);
const stage = (bill: JsonObject) => String(bill['stage']);

inBrowser(
  'the station where papers are scanned',
  (site) => {
    const bill = (billNumber: string) => waitingBill(site().node, { billNumber });
    const now = async ({ id }: JsonObject) => (await site().node.ask('GET', `${bills}/${String(id)}`)).body;

    beforeAll(async () => {
      const { ask } = site().node;
      const strategy = {
        name: 'YX',
        prefix: 'YX',
        datePart: 'yyyyMMdd',
        sequenceLength: 6,
        application: 'A',
      };
      expect((await ask('POST', '/api/forms/image-code-strategy/records', strategy)).status).toBe(201);
      const decisions = ['agree', 'reject', 'rescan'].map((code) => ({ code, name: code, meaning: code }));
      for (const values of [
        { kind: 'upload', step: 1 },
        { kind: 'approval', step: 2, decisions },
      ]) {
        const node = { name: 'N', process: 'scan', billType: 'scan', ...values };
        expect((await ask('POST', '/api/forms/workflow-node/records', node)).status).toBe(201);
      }
    });

    it('takes a stack of two bills: pages go by their covers, the stray one by its number, and both bills go on', async () => {
      const [a, b] = [await bill('BX-2026-001'), await bill('BX-2026-002')];
      const code = (one: JsonObject) => String(one['code']);
      const papers = [
        { says: 'stray' },
        { text: code(a) },
        { says: 'one' },
        { says: 'two' },
        { text: code(b) },
        { says: 'three' },
      ];
      const stack = await pdfOf(await Promise.all(papers.map(drawnScan)));
      const page = await site().visit({ path: '/imaging' });
      await page.getByText('没有扫描页').waitFor();
      const section = (name: RegExp) =>
        page.getByRole('region', { name }).or(page.locator('section', { hasText: name }));
      await section(/BX-2026-001/)
        .getByText('等待扫描')
        .waitFor();

      await page.locator('input[type=file][multiple]').setInputFiles(pdf('报销单.pdf', stack));
      await page.getByRole('button', { name: '完成 3 页 BX-2026-001' }).waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: '完成 2 页 BX-2026-002' }).waitFor({ timeout: 60_000 });
      await expect
        .poll(() => page.getByRole('list', { name: '正在读取' }).count(), { timeout: 60_000 })
        .toBe(0);
      await page.getByText('前面没有封面').first().waitFor();
      const picture = page.getByRole('img', { name: /扫描页/ });
      await expect.poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(2479);
      await settled(page);
      expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);

      // By keyboard: the stray page is shown first; it is turned, and that is taken back.
      await page.keyboard.press('r');
      await expect.poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(3508);
      await page.keyboard.press('Control+z');
      await expect.poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(2479);
      const typed = page.getByRole('combobox', { name: '影像编码或单据编号' });
      await page.keyboard.press('9');
      await expect.poll(() => typed.inputValue()).toBe('9');
      await page.keyboard.press('Enter');
      await page.getByText('当前组织没有影像编码、编码或单据编号为“9”的影像单据').waitFor();
      await typed.fill('BX-2026-002');
      await page.keyboard.press('Enter');
      await page.getByText('没有待指定的页').waitFor();
      await page.getByRole('button', { name: '完成 3 页 BX-2026-002' }).waitFor();

      await page.getByRole('button', { name: '完成 3 页 BX-2026-001' }).click();
      await page.getByText('BX-2026-001 的影像已上传').waitFor();
      await page.getByRole('button', { name: '完成 3 页 BX-2026-002' }).click();
      await page.getByText('没有扫描页').waitFor();
      for (const one of [a, b]) {
        const after = await now(one);
        expect([stage(after), (after['images'] as readonly unknown[]).length]).toEqual(['approval', 3]);
      }

      // Who approves asks for another scan: the station says what, why and by whom, and shows the page with its mark.
      const [, second] = (await now(a))['images'] as readonly JsonObject[];
      const file = String(second?.['id']);
      const { headers } = await site().node.ask('GET', `${bills}/${String(a['id'])}`);
      const mark = {
        file,
        fileName: '报销单-3.jpg',
        left: '0.5',
        top: '0.5',
        width: '0.2',
        height: '0.1',
        reason: '没有盖章',
      };
      const at = { 'if-match': headers.get('etag') ?? '' };
      const marked = await site().node.ask('PATCH', `${bills}/${String(a['id'])}`, { marks: [mark] }, at);
      expect(marked.status).toBe(200);
      await act(site().node, a, 'rescan', { why: '第二页缺印章' });
      const again = await site().visit({ path: '/imaging', language: 'en' });
      const waiting = again.locator('section', { hasText: number(a) });
      await waiting.getByText('第二页缺印章').waitFor();
      await waiting.getByText('Rescan').waitFor();
      await again.getByRole('button', { name: 'Compare with 3 images sent back' }).click();
      await again.getByTitle('没有盖章').waitFor();
      const shown = again.getByRole('region', { name: /Image/ }).getByRole('img');
      await expect.poll(() => shown.getAttribute('src')).toContain(file);
      expect(await axeFindings(again)).toEqual([]);
      const shots = process.env['REVIEW_SHOTS'];
      if (shots) await again.screenshot({ path: `${shots}/station-compare-1440.png` });
      await again.setViewportSize({ width: 1024, height: 768 });
      await settled(again);
      expect([...(await axeFindings(again)), ...(await cutElements(again))]).toEqual([]);
      if (shots) await again.screenshot({ path: `${shots}/station-compare-1024.png` });
    });

    it('moves, removes and brings back pages, and says what cannot be read', async () => {
      const { node } = site();
      const a = await bill('BX-2026-003');
      const papers = [{ text: String(a['code']) }, { says: 'one' }, { says: 'two' }];
      const stack = await stackOf(node, await pdfOf(await Promise.all(papers.map(drawnScan))), 'o.pdf');
      await readStack(node, stack);
      const goes = async () =>
        (await pagesOfStack(node, stack))
          .toSorted((x, y) => Number(x.record['place']) - Number(y.record['place']))
          .map((one) => one.page);
      const page = await site().visit({ path: '/imaging' });
      await page.getByRole('button', { name: /o-2\.jpg$/ }).click();
      await page.keyboard.press('Alt+ArrowDown');
      await expect.poll(goes).toEqual([1, 3, 2]);
      await page.keyboard.press('Delete');
      await expect.poll(goes).toEqual([1, 3]);
      await page.getByRole('button', { name: '撤销' }).click();
      await expect.poll(goes).toEqual([1, 3, 2]);
      await page.getByRole('button', { name: '移回待指定' }).click();
      await page.getByText('被移回').first().waitFor();

      await page
        .locator('input[type=file][multiple]')
        .setInputFiles(pdf('坏.pdf', Buffer.from('%PDF-1.4 half')));
      await page.getByText('无法读取该文件').waitFor();
      await page.getByRole('button', { name: '取消 坏.pdf' }).click();
      await expect.poll(() => page.getByText('无法读取该文件').count()).toBe(0);
    });
  },
  { packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);
