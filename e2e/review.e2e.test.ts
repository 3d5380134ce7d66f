import { existsSync, mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { ImagingWorld, openStandIn } from '../runtime/imaging/imaging-world.suite.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
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
    async function waiting(): Promise<string> {
      const of = world.kind();
      await world.stop(of.billType, { kind: 'upload', step: 1 });
      await world.stop(of.billType, { kind: 'approval', step: 2, name: '财务审核', decisions });
      const bill = await world.bill({ ...of, invoices: [{ invoiceNumber: '24312000000012345678' }] });
      await world.goes(bill, 'submit');
      const images: JsonObject[] = [];
      for (const name of ['发票.png', '行程单.png'])
        images.push(await world.bring('image-bill', name, await scanned(name.slice(0, -4))));
      await world.changed('image-bill', bill, { images });
      await world.goes(bill, 'upload');
      return bill;
    }

    it('is looked at, marked with a reason by keys and mouse, and sent back for what was marked', async () => {
      const bill = await waiting();
      const page = await site().visit({ path: `/forms/image-bill/${bill}` });
      await page.getByRole('link', { name: '影像审批' }).first().click();
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
      const shots = process.env['REVIEW_SHOTS'];
      if (shots) {
        if (!existsSync(shots)) mkdirSync(shots, { recursive: true });
        for (const [width, height] of [
          [1440, 900],
          [1024, 768],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.screenshot({ path: `${shots}/review-${width}.png` });
        }
        const english = await site().visit({ path: `/review?bill=${bill}`, language: 'en', theme: 'dark' });
        await english.getByRole('img').first().waitFor();
        await settled(english);
        await english.screenshot({ path: `${shots}/review-en-dark.png` });
      }

      // A plain rejection is kept back, a rescan goes, and its reason is what was marked.
      await page.getByRole('button', { name: '驳回', exact: true }).click();
      await page.getByText('影像上有标记').waitFor();
      await page.getByRole('button', { name: '退扫', exact: true }).click();
      // No other bill waits: the queue says so; what was sent back is still looked at.
      await page.getByText('没有等待您审批的单据').waitFor();
      await page.goto(`${site().url}/review?bill=${bill}`);
      await page.getByText('单据不在审批节点').waitFor();
      await page.getByText('1. 发票.png：金额看不清').waitFor();
      await page.getByText('退回的影像').first().waitFor();
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
