import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { drawCode } from '../rules/print/draw-code.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';

/** Gives the page a camera before which a picture is held. */
async function hold(page: Page, svg: string | null): Promise<void> {
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg ?? '')}`;
  await page.evaluate(async (at) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const paper = canvas.getContext('2d');
    const picture = new Image();
    picture.src = at;
    await picture.decode();
    const draw = () => {
      if (!paper) return;
      paper.fillStyle = 'white';
      paper.fillRect(0, 0, 640, 480);
      paper.drawImage(picture, 160, 80, 320, (320 * picture.height) / picture.width);
    };
    setInterval(draw, 100);
    draw();
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
  }, src);
}

const drawn = (code: 'qr' | 'ean13', text: string) =>
  drawCode({ type: 'code', code, text, width: 50, height: 20, caption: false, align: 'left' });

inBrowser(
  'codes in records',
  (site) => {
    beforeAll(() =>
      publishFiles(site(), {
        'package.json': {
          name: 'codes',
          version: '1.0.0',
          peerDependencies: { platform: '*' },
          guiju: {
            prefix: 'cd',
            label: label('码', 'Codes'),
            menu: [{ path: 'codes', label: label('码', 'Codes') }],
          },
        },
        'forms/parcel.json': {
          name: 'parcel',
          kind: 'master',
          sharing: 'everybody',
          label: label('包裹', 'Parcel'),
          menu: { path: 'codes' },
          fields: [
            field('number', 'text', '编号', { length: 40, required: true }),
            field('article', 'barcode', '商品条码', { symbology: 'ean13' }),
            field('pickup', 'barcode', '提货码'),
            field('sealed', 'barcode', '封条', { readonly: true, default: 'SEAL-7' }),
          ],
          list: { columns: ['number', 'article', 'pickup'] },
        },
      }),
    );
    const fresh = () => site().visit({ path: '/forms/parcel/new' });
    const scan = (page: Page, name: string) =>
      page.getByRole('button', { name: `用摄像头扫码：${name}` }).click();
    const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

    it('are scanned by camera, drawn beside their text, saved, and stand in lists as text', async () => {
      const page = await fresh();
      await box(page, '编号').fill('P1');
      await hold(page, drawn('ean13', '6901234567892'));
      await scan(page, '商品条码');
      await expect.poll(() => box(page, '商品条码').inputValue()).toBe('6901234567892');
      await page.getByRole('img', { name: '6901234567892' }).waitFor();
      await page.getByRole('img', { name: 'SEAL-7' }).waitFor();
      await hold(page, drawn('qr', '提货 7'));
      await scan(page, '提货码');
      await expect.poll(() => box(page, '提货码').inputValue()).toBe('提货 7');
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/parcel\/[0-9a-f-]{36}$/);
      expect(await axeFindings(page)).toEqual([]);
      const { items } = (await site().node.ask('GET', '/api/forms/parcel/records')).body;
      expect(items).toMatchObject([{ number: 'P1', article: '6901234567892', pickup: '提货 7' }]);
      const list = await site().visit({ path: '/forms/parcel' });
      await list.getByText('提货 7').waitFor();
    });

    it('of another sort are named, and not taken', async () => {
      const page = await fresh();
      await hold(page, drawn('qr', '提货 7'));
      await scan(page, '商品条码');
      await page.getByText('读到“提货 7”，但它不能填在这里：EAN-13 条码是 13 位数字').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await box(page, '商品条码').inputValue()).toBe('');
    });

    it('are read off a picture where there is no camera, which is said', async () => {
      const page = await fresh();
      await scan(page, '提货码');
      await page
        .getByRole('alert')
        .getByText(/(没有摄像头|使用权限).*也可以用扫码枪或手工输入/)
        .waitFor();
      const chooser = page.getByLabel('码的图片');
      const file = (svg: string) => ({
        name: 'code.svg',
        mimeType: 'image/svg+xml',
        buffer: Buffer.from(svg),
      });
      const blank = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"/>';
      await chooser.setInputFiles(await asPng(page, file(blank)));
      await page.getByText('这张图片里没有读到码').waitFor();
      await chooser.setInputFiles(await asPng(page, file(drawn('qr', 'BOX-9') ?? '')));
      await expect.poll(() => box(page, '提货码').inputValue()).toBe('BOX-9');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('with a wrong check digit stay as they were typed, with the digit that it should be', async () => {
      const page = await fresh();
      await box(page, '商品条码').fill('6901234567890');
      await page.keyboard.press('Tab');
      await page.getByText('最后一位校验位应为 2，不是 0').first().waitFor();
    });
  },
  { packages: ['platform', 'basis'] },
);

interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Photographs are of pixels. */
async function asPng(page: Page, { buffer }: Picture): Promise<Picture> {
  const url = await page.evaluate(async (text) => {
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 400 });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, 400, 400);
    return canvas.toDataURL('image/png');
  }, buffer.toString());
  return { name: 'code.png', mimeType: 'image/png', buffer: Buffer.from(url.split(',')[1] ?? '', 'base64') };
}
