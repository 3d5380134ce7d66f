import { mkdirSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { ImagingWorld } from '../runtime/imaging/imaging-world.suite.ts';
import { pdfOf, tiffOf } from '../runtime/imaging/scans/scans.suite.ts';
import { openStandIn } from '../runtime/imaging/stand-in/open-stand-in.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { settled } from './settled.ts';

/** A page as a scanner makes it: lines of text on white. */
async function scanned(title: string): Promise<Buffer> {
  const lines = Array.from(
    { length: 14 },
    (_, at) => `<rect x="60" y="${170 + at * 42}" width="${420 - (at % 4) * 60}" height="12" fill="#556"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="840"><rect width="600" height="840" fill="#fff"/>
    <text x="60" y="100" font-size="34" font-family="sans-serif">${title}</text>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** As little as makes a file an OFD: a zip with one entry of that name. */
function ofd(): Buffer {
  const [title, content] = [Buffer.from('OFD.xml'), Buffer.from('<ofd:OFD/>')];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50);
  for (const [head, from] of [
    [local, 14],
    [entry, 16],
  ] as const) {
    head.writeUInt32LE(crc32(content), from);
    head.writeUInt32LE(content.length, from + 4);
    head.writeUInt32LE(content.length, from + 8);
    head.writeUInt16LE(title.length, from + 12);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + title.length, 12);
  end.writeUInt32LE(local.length + title.length + content.length, 16);
  return Buffer.concat([local, title, content, entry, title, end]);
}

/** A screenshot for whoever wants to look at it, at both sizes. */
async function shot(page: Page, name: string): Promise<void> {
  const shots = process.env['REVIEW_SHOTS'];
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await settled(page);
    await page.screenshot({ path: `${shots}/${name}-${width}.png` });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

const decisions = [
  ['agree', '同意', 'agree'],
  ['reject', '驳回', 'reject'],
  ['rescan', '退扫', 'rescan'],
].map(([code, name, meaning]) => ({ code: code ?? '', name: name ?? '', meaning: meaning ?? '' }));

inBrowser(
  'a bill beside its images',
  (site) => {
    let outside: Awaited<ReturnType<typeof openStandIn>>;
    let world: ImagingWorld;
    beforeAll(async () => {
      outside = await openStandIn();
      world = ImagingWorld.on(site().node, outside);
    });
    afterAll(() => outside.close());

    /** A bill with two scans that waits for who approves. */
    async function waiting(files?: readonly (readonly [string, Buffer])[]): Promise<string> {
      const of = world.kind();
      await world.stop(of.billType, { kind: 'upload', step: 1 });
      await world.stop(of.billType, { kind: 'approval', step: 2, name: '财务审核', decisions });
      const bill = await world.bill({ ...of, invoices: [{ invoiceNumber: '24312000000012345678' }] });
      await world.goes(bill, 'submit');
      const images: JsonObject[] = [];
      const usual = ['发票.png', '行程单.png'].map(
        async (name) => [name, await scanned(name.slice(0, -4))] as const,
      );
      for (const [name, bytes] of files ?? (await Promise.all(usual)))
        images.push(await world.bring('image-bill', name, bytes));
      await world.changed('image-bill', bill, { images });
      await world.goes(bill, 'upload');
      return bill;
    }

    it('is looked at, marked with a reason by keys and mouse, and sent back for what was marked', async () => {
      const bill = await waiting();
      const page = await site().visit({ path: `/forms/image-bill/${bill}` });
      await page.locator('gj-record-page').getByRole('link', { name: '影像审批' }).first().click();
      const image = page.getByRole('img', { name: '发票.png' });
      await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(600);

      // By keys alone: larger, turned, marked, said why.
      await page.keyboard.press('+');
      await page.getByRole('button', { name: '125%' }).waitFor();
      await page.keyboard.press('r');
      await page.keyboard.press('m');
      const begun = page.getByRole('button', { name: /标记的位置/ });
      await expect.poll(() => begun.evaluate((one) => one.matches(':focus'))).toBe(true);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByLabel('这里有什么问题').fill('金额看不清');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /金额看不清 发票/ }).waitFor();
      const [mark] = (await world.read('image-bill', bill))['marks'] as readonly JsonObject[];
      expect(mark).toMatchObject({
        left: '0.42',
        top: '0.45',
        height: '0.12',
        reason: '金额看不清',
        by: 'admin',
      });

      // By mouse, on the next image, over what it shows.
      await page.keyboard.press(']');
      const other = page.getByRole('img', { name: '行程单.png' });
      await expect.poll(() => other.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(600);
      await page.getByRole('button', { name: '标记', exact: true }).click();
      const box = (await other.boundingBox()) ?? expect.fail();
      await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.5, { steps: 4 });
      await page.mouse.up();
      await page.getByLabel('这里有什么问题').fill('缺少签字');
      await page.getByRole('button', { name: '保存标记' }).click();
      await page.getByRole('button', { name: /缺少签字 行程单/ }).waitFor();
      const marks = (await world.read('image-bill', bill))['marks'] as readonly JsonObject[];
      for (const [name, value] of Object.entries({ left: 0.25, top: 0.25, width: 0.5, height: 0.25 }))
        expect(Number(marks[1]?.[name])).toBeCloseTo(value, 1);
      await settled(page);
      expect(await axeFindings(page)).toEqual([]);
      await shot(page, 'review');

      // A plain rejection is kept back, a rescan goes, and its reason is what was marked.
      await page.getByRole('button', { name: '驳回', exact: true }).click();
      await page.getByText('影像上有标记').waitFor();
      await page.getByRole('button', { name: '退扫', exact: true }).click();
      // He comes to the next bill, or to the list; what was sent back is still looked at.
      await expect.poll(() => page.url().includes(bill)).toBe(false);
      await page.goto(`${site().url}/review?bill=${bill}`);
      await page.getByText('单据不在审批节点').waitFor();
      await page.getByText('1. 发票.png：金额看不清').waitFor();
      await page.getByText('已退回').first().waitFor();
      expect(await world.read('image-bill', bill)).toMatchObject({ stage: 'upload', asked: 'rescan' });
    });

    it('is agreed to, and a mark that was a mistake is taken away', async () => {
      const bill = await waiting();
      const page = await site().visit({ path: `/review?bill=${bill}` });
      await page.getByRole('img', { name: '发票.png' }).waitFor();
      await page.keyboard.press('m');
      await page.keyboard.press('Enter');
      await page.getByLabel('这里有什么问题').fill('误标');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '去掉标记 误标' }).click();
      await page.getByText('按 M 在影像上标记').waitFor();
      await page.getByRole('button', { name: '同意', exact: true }).click();
      await expect.poll(async () => (await world.read('image-bill', bill))['stage']).toBe('done');
    });

    it('stands in a queue: from the home page to the first, by keys to the next, and on after each decision', async () => {
      const { node } = site();
      const queue = async () =>
        (await node.ask('GET', '/api/imaging/waiting')).body['items'] as readonly JsonObject[];
      for (const { id } of await queue()) await world.goes(String(id), 'agree');
      const bills = [await waiting(), await waiting(), await waiting()];
      const [first, second, third] = bills.map((id) => `bill=${id}`);

      const page = await site().visit();
      await page.getByRole('link', { name: '3 张影像单据等您审批' }).click();
      const rows = page.getByRole('table', { name: '等待您审批的单据' }).getByRole('row');
      await expect.poll(() => rows.count()).toBe(4);
      await settled(page);
      expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);
      await shot(page, 'queue');
      await rows.nth(1).getByRole('link').click();
      const at = async (bill: string | undefined, says: string) => {
        await page.getByText(says).waitFor();
        expect(page.url()).toContain(bill);
      };
      await at(first, '第 1 张，共 3 张等待审批');
      await page.keyboard.press('n');
      await at(second, '第 2 张，共 3 张等待审批');
      await page.getByRole('button', { name: '上一张单据（P）' }).click();
      await at(first, '第 1 张，共 3 张等待审批');
      await page.getByRole('button', { name: '同意', exact: true }).click();
      await at(second, '第 1 张，共 2 张等待审批');
      await page.keyboard.press('n');
      await at(third, '第 2 张，共 2 张等待审批');
      await page.getByLabel('退回的原因').fill('金额不符');
      await page.getByRole('button', { name: '驳回', exact: true }).click();
      // Behind the last one there is the first that still waits.
      await at(second, '第 1 张，共 1 张等待审批');
      await page.getByRole('button', { name: '同意', exact: true }).click();
      await page.getByText('没有等待您审批的单据').waitFor();
      const stages = await Promise.all(
        bills.map(async (id) => (await world.read('image-bill', id))['stage']),
      );
      expect(stages).toEqual(['done', 'done', 'submit']);
    });

    it('is looked at page by page, whatever its images are, marked on a page, and looked at again beside what was asked', async () => {
      await world.set('imaging-global', { formats: ['pdf', 'ofd', 'jpg', 'png', 'tiff'] });
      const sheets = await Promise.all(['一', '二'].map(scanned));
      const files: readonly (readonly [string, Buffer])[] = [
        ['合同.pdf', await pdfOf(sheets)],
        ['回单.tiff', await tiffOf(sheets)],
        ['发票.ofd', ofd()],
      ];
      const bill = await waiting(files);
      const page = await site().visit({ path: `/review?bill=${bill}` });
      await page.getByText('第 1 页，共 2 页').waitFor();
      await page.getByRole('img', { name: '合同.pdf' }).waitFor();
      await page.keyboard.press(']');
      await page.getByText('第 2 页，共 2 页').waitFor();
      await page.getByRole('img', { name: '合同.pdf' }).waitFor();
      await expect
        .poll(async () => {
          await page.keyboard.press('m');
          return page.getByRole('button', { name: /标记的位置/ }).count();
        })
        .toBe(1);
      await page.keyboard.press('Enter');
      await page.getByLabel('这里有什么问题').fill('第二页缺章');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /第二页缺章 合同.pdf · 第 2 页/ }).waitFor();
      const [mark] = (await world.read('image-bill', bill))['marks'] as readonly JsonObject[];
      expect(mark).toMatchObject({ fileName: '合同.pdf', page: 2, left: '0.4', reason: '第二页缺章' });
      await shot(page, 'pdf-mark');

      await page.keyboard.press(']');
      const tiff = page.getByRole('img', { name: '回单.tiff' });
      await expect.poll(() => tiff.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(600);
      await page.getByText('第 1 页，共 2 页').waitFor();
      await page.keyboard.press(']');
      await page.getByText('第 2 页，共 2 页').waitFor();
      await page.keyboard.press(']');
      await page.getByText('浏览器不能显示 OFD').waitFor();
      expect(await page.getByRole('link', { name: '下载' }).getAttribute('href')).toContain('as=download');
      await settled(page);
      expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);
      // So they are where any file of a record is looked at.
      const record = await site().visit({ path: `/forms/image-bill/${bill}` });
      await record.getByRole('button', { name: '回单.tiff', exact: true }).click();
      await record.getByRole('dialog', { name: '回单.tiff' }).waitFor();
      await record.getByText('第 1 页，共 2 页').waitFor();
      await record.keyboard.press('PageDown');
      await record.getByText('第 2 页，共 2 页').waitFor();
      await record.getByRole('img', { name: '回单.tiff · 2' }).waitFor();
      await settled(record);
      expect(await axeFindings(record)).toEqual([]);
      await shot(record, 'tiff-preview');
      await record.keyboard.press('ArrowRight');
      await record.getByText('浏览器不能显示 OFD').waitFor();

      await page.getByRole('button', { name: '退扫', exact: true }).click();
      await expect.poll(async () => (await world.read('image-bill', bill))['stage']).toBe('upload');

      // The second review has what was asked, by whom, and the page with its mark.
      await world.changed('image-bill', bill, {
        images: [await world.bring('image-bill', '新合同.pdf', await pdfOf(sheets))],
      });
      await world.goes(bill, 'upload');
      const again = await site().visit({ path: `/review?bill=${bill}` });
      const asked = again.getByRole('region', { name: '上次退回' });
      await asked.getByText('退扫').waitFor();
      await asked.getByText('第二页缺章').waitFor();
      await again.getByRole('img', { name: '新合同.pdf' }).waitFor();
      await again.getByRole('button', { name: /第二页缺章 合同.pdf/ }).click();
      await again.getByText('第 2 页，共 2 页').waitFor();
      await again.getByTitle('第二页缺章').waitFor();
      await settled(again);
      expect([...(await axeFindings(again)), ...(await cutElements(again))]).toEqual([]);
      await shot(again, 'second');
      await again.getByRole('button', { name: '同意', exact: true }).click();
      await expect.poll(async () => (await world.read('image-bill', bill))['marks']).toEqual([]);
    });

    it('is told beforehand which images its settings take, and shows what is to be done next on a narrow page', async () => {
      const of = world.kind();
      await world.stop(of.billType, { kind: 'upload', step: 1 });
      const bill = await world.bill(of);
      await world.goes(bill, 'submit');
      await world.set('imaging-global', { formats: ['pdf', 'jpg'], fileLimit: 3 });
      const page = await site().visit({
        path: `/forms/image-bill/${bill}`,
        size: { width: 1024, height: 768 },
      });
      await page.getByText('JPEG、PDF；每个最大 3 MB，最多 100 个').waitFor();
      await page.getByRole('button', { name: '影像上传完成', exact: true }).waitFor();
      await settled(page);
      expect([...(await axeFindings(page)), ...(await cutElements(page))]).toEqual([]);
      await shot(page, 'upload');
      const english = await site().visit({
        path: `/forms/image-bill/${bill}`,
        language: 'en',
        size: { width: 1024, height: 768 },
      });
      await english.getByRole('button', { name: 'Images are in', exact: true }).waitFor();
      await settled(english);
      expect(await cutElements(english)).toEqual([]);
      await shot(english, 'upload-en');
      await world.set('imaging-global', { formats: ['pdf', 'ofd', 'jpg', 'png', 'tiff'], fileLimit: 20 });
    });

    it('shows no images where its node shows none', async () => {
      const of = world.kind();
      await world.stop(of.billType, { kind: 'approval', step: 1, decisions, viewImages: false });
      const bill = await world.bill(of);
      await world.scan(bill, 'one.png');
      await world.goes(bill, 'submit');
      const page = await site().visit({ path: `/review?bill=${bill}` });
      // Who submitted it sees them all the same.
      await page.getByRole('img', { name: 'one.png' }).waitFor();
      await page.getByRole('button', { name: '同意', exact: true }).waitFor();
    });
  },
  { packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);
