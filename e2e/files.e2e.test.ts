import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { madePdf } from './made-pdf.ts';
import { makeSpecimen, publishSpecimens, readSpecimen } from './specimens.ts';

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const file = (name: string, buffer: Buffer | string = `content of ${name}`) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(buffer),
});

/** Brings files to a field; all of them are there before anything else is done, whichever arrives last. */
async function bring(field: Locator, ...files: readonly ReturnType<typeof file>[]): Promise<void> {
  await field.locator('input[type=file]').setInputFiles([...files]);
  for (const { name } of files) await field.getByRole('button', { name: `移除 ${name}` }).waitFor();
}

inBrowser('files of a record', (site) => {
  beforeAll(() => publishSpecimens(site()));
  const at = (id: string) => ({ path: `/forms/specimen/${id}` });

  it('are brought, named, put in order, taken away, saved and opened', async () => {
    const { id } = await makeSpecimen(site(), { text: 'papers' });
    const page = await site().visit(at(id));
    const papers = page.getByRole('group', { name: '字段 files' });
    await bring(papers, file('one.txt'), file('two.txt'), file('three.txt'));
    await papers.getByRole('button', { name: 'two.txt 上移' }).click();
    await papers.getByRole('button', { name: '移除 three.txt' }).click();
    const image = page.getByRole('group', { name: '字段 image', exact: true });
    await bring(image, file('seal.png', picture));
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    const saved = await readSpecimen(site(), id);
    expect((saved['files'] as JsonObject[]).map(({ name, type }) => [name, type])).toEqual([
      ['two.txt', 'text'],
      ['one.txt', 'text'],
    ]);
    expect(saved['image']).toMatchObject({ name: 'seal.png', type: 'png', size: picture.length });
    const again = await site().visit(at(id));
    const shown = again.getByRole('group', { name: '字段 image', exact: true }).locator('img');
    await expect.poll(() => shown.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(1);
    const files = again.getByRole('group', { name: '字段 files' });
    await files.getByRole('button', { name: 'one.txt', exact: true }).click();
    await again.getByText('content of one.txt').waitFor();
    const download = again.waitForEvent('download');
    await again.locator('gj-file-preview').getByRole('link', { name: '下载' }).click();
    expect((await download).suggestedFilename()).toBe('one.txt');
  });

  it('are looked at over the page, before they are saved and after: by arrows one after the other', async () => {
    const { id } = await makeSpecimen(site(), { text: 'looked at' });
    const page = await site().visit(at(id));
    const papers = page.getByRole('group', { name: '字段 files' });
    const rows = Array.from({ length: 201 }, (_, row) => [`单号 ${row + 1}`, row]);
    const book = Buffer.from(
      await writeXlsx({
        sheets: [
          { name: '明细', rows },
          { name: '空表', rows: [] },
        ],
      }),
    );
    await bring(
      papers,
      file('seal.png', picture),
      file('invoice.pdf', madePdf(['电子发票（普通发票）', '第二页'])),
      file('long.txt', `说明 <b>开头</b>${'行\n'.repeat(60_000)}`),
      file('book.xlsx', book),
      file('old.zip', Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1')),
    );
    const look = async () => {
      await papers.getByRole('button', { name: 'seal.png', exact: true }).click();
      const dialog = page.locator('gj-file-preview');
      await page.getByRole('dialog', { name: 'seal.png' }).waitFor();
      await dialog.getByRole('img', { name: 'seal.png' }).waitFor();
      await page.keyboard.press('+');
      await dialog.getByText('125%').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
      await page.getByRole('dialog', { name: 'invoice.pdf' }).waitFor();
      await dialog.getByText('电子发票（普通发票）').waitFor();
      await dialog.getByRole('img', { name: '第 1 页，共 2 页' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const frame = page.frames().find((one) => one.url().endsWith('/pdf-frame.html'));
      expect(await frame?.evaluate(() => origin), 'what a PDF does, it does in no origin').toBe('null');
      await page.keyboard.press('ArrowRight');
      await page.getByText('只显示开头的 200 KB').waitFor();
      await page.getByText('<b>开头</b>').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('cell', { name: '单号 200' }).waitFor();
      await page.getByText('只显示前 200 行、50 列').waitFor();
      await page.getByRole('tab', { name: '空表' }).click();
      await page.getByText('这张表是空的').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await look();
    await papers.getByRole('button', { name: 'old.zip', exact: true }).click();
    await page.getByText('这类文件不能在这里预览').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    await page.reload();
    await look();
  });

  it('are handed by a link to whoever holds it, until it is withdrawn', async () => {
    const { id } = await makeSpecimen(site(), { text: 'linked' });
    const page = await site().visit(at(id));
    const papers = page.getByRole('group', { name: '字段 files' });
    await bring(papers, file('one.txt'));
    expect(await papers.getByRole('button', { name: '复制 one.txt 的链接' }).count()).toBe(0);
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    await papers.getByRole('button', { name: '复制 one.txt 的链接' }).click();
    await page.getByRole('dialog', { name: 'one.txt 的链接' }).waitFor();
    const dialog = page.locator('gj-file-links');
    await dialog.getByText('现在没有有效的链接').waitFor();
    await dialog.getByLabel('有效期').selectOption({ label: '1 天' });
    await dialog.getByRole('button', { name: '生成并复制' }).click();
    const url = new URL(await dialog.getByLabel('新链接').inputValue());
    await dialog.getByText('还没有人用过').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const follow = () => fetch(new URL(url.pathname, page.url()));
    expect([(await follow()).status, await (await follow()).text()]).toEqual([200, 'content of one.txt']);
    await dialog.getByRole('button', { name: /^撤销有效至/ }).click();
    await dialog.getByText('现在没有有效的链接').waitFor();
    expect((await follow()).status).toBe(410);
    await page.keyboard.press('Escape');
    await papers.getByRole('button', { name: 'one.txt', exact: true }).click();
    await page.locator('gj-file-preview').getByRole('button', { name: '复制链接' }).click();
    await dialog.getByText('现在没有有效的链接').waitFor();
  });

  itLong(
    'that are pictures are turned, cropped and marked by keys alone, and stand in the place of what they were',
    async () => {
      const { id } = await makeSpecimen(site(), { text: 'edited' });
      const page = await site().visit(at(id));
      const images = page.getByRole('group', { name: '字段 images', exact: true });
      // A photograph that lies on its side, and says so.
      const sheet = { width: 400, height: 200, channels: 3, background: '#ffffff' } as const;
      const photo = await sharp({ create: sheet }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
      await bring(images, file('photo.jpg', photo), file('seal.png', picture));
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const ids = async () =>
        ((await readSpecimen(site(), id))['images'] as JsonObject[]).map((one) => String(one['id']));
      const before = await ids();
      const editor = page.locator('gj-picture-editor');
      const edit = async () => {
        await images.getByRole('button', { name: 'photo.jpg', exact: true }).click();
        await page.getByRole('button', { name: '编辑图片' }).click();
        await editor.getByText('200 × 400 像素，0 个标记').waitFor();
      };
      await edit();
      await editor.getByRole('button', { name: '矩形' }).click();
      await page.keyboard.press('Enter');
      await editor.getByText('1 个标记').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await editor.waitFor({ state: 'detached' });

      await edit();
      expect(await axeFindings(page)).toEqual([]);
      await editor.getByRole('button', { name: '裁剪' }).click();
      for (const key of ['Shift+ArrowLeft', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
      await editor.getByText('152 × 320 像素').waitFor();
      await editor.getByRole('button', { name: '矩形' }).click();
      await page.keyboard.press('Enter');
      await editor.getByRole('button', { name: '箭头' }).click();
      for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Delete']) await page.keyboard.press(key);
      await editor.getByText('1 个标记').waitFor();
      await page.keyboard.press('Control+z');
      await editor.getByText('2 个标记').waitFor();
      // Both moves are taken back at once.
      for (let count = 0; count < 2; count++) await page.keyboard.press('Control+z');
      await editor.getByText('1 个标记').waitFor();
      await editor.getByRole('button', { name: '文字' }).click();
      await page.keyboard.type('看不清');
      await page.keyboard.press('Enter');
      await editor.getByText('2 个标记').waitFor();
      await editor.getByRole('button', { name: '转 90°' }).click();
      await editor.getByText('320 × 152 像素').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await editor.evaluate((one) =>
        Object.assign(one, { picture: { ...Reflect.get(one, 'picture'), largest: 10 } }),
      );
      await editor.getByRole('button', { name: '用改过的图片' }).click();
      await editor.getByText('超出了这个字段允许的大小').waitFor();
      await editor.evaluate((one) =>
        Object.assign(one, { picture: { ...Reflect.get(one, 'picture'), largest: 1e6 } }),
      );
      await editor.getByRole('button', { name: '用改过的图片' }).click();
      await editor.waitFor({ state: 'detached' });
      const small = images.locator('img').first();
      await expect.poll(() => small.getAttribute('src')).toContain('/api/uploads/');
      await page.keyboard.press('Control+s');
      await expect.poll(async () => (await ids())[0]).not.toBe(before[0]);
      expect((await ids())[1]).toBe(before[1]);
      const drawn = await page.evaluate(
        async (path) => {
          const bitmap = await createImageBitmap(await (await fetch(path)).blob());
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          const { data = [] } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {};
          let isRed = 0;
          for (let one = 0; one < data.length; one += 4)
            if ((data[one] ?? 0) - (data[one + 1] ?? 0) > 120) isRed += 1;
          return { width: bitmap.width, height: bitmap.height, isRed: isRed > 100 };
        },
        `/api/forms/specimen/records/${id}/files/${(await ids())[0]}`,
      );
      expect(drawn).toEqual({ width: 320, height: 152, isRed: true });
      const past = await site().node.ask('GET', `/api/forms/specimen/records/${id}/history`);
      expect(JSON.stringify(past.body)).toContain(before[0]);
    },
  );

  it('get another name, which they have wherever they go; what says their type stays', async () => {
    const { id } = await makeSpecimen(site(), { text: 'renamed' });
    const page = await site().visit(at(id));
    const papers = page.getByRole('group', { name: '字段 files' });
    await papers.locator('input[type=file]').setInputFiles([file('scan0001.txt')]);
    await papers.getByRole('button', { name: '重命名 scan0001.txt' }).click();
    await papers.getByRole('textbox', { name: 'scan0001.txt 的新名称' }).fill('no');
    await page.keyboard.press('Escape');
    await papers.getByRole('button', { name: '重命名 scan0001.txt' }).click();
    await papers.getByRole('textbox', { name: 'scan0001.txt 的新名称' }).fill('合同/甲方');
    await papers.getByText('将存为 合同_甲方.txt').waitFor();
    await page.keyboard.press('Enter');
    await papers.getByRole('button', { name: '合同_甲方.txt', exact: true }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    // It is the record's now, and read from there.
    await papers.getByRole('button', { name: '合同_甲方.txt', exact: true }).click();
    await page.getByText('content of scan0001.txt').waitFor();
    const download = page.waitForEvent('download');
    await page.locator('gj-file-preview').getByRole('link', { name: '下载' }).click();
    expect((await download).suggestedFilename()).toBe('合同_甲方.txt');
  });

  itLong('are tried again where the connection failed, and chosen anew where they were refused', async () => {
    const { id } = await makeSpecimen(site(), { text: 'refused' });
    const page = await site().visit(at(id));
    const photo = page.getByRole('group', { name: '字段 image', exact: true });
    await photo
      .locator('input[type=file]')
      .setInputFiles([file('a.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')]);
    await photo.getByText(/SVG/).waitFor();
    expect(await photo.getByRole('button', { name: '重试 a.png' }).count()).toBe(0);
    const dialog = page.waitForEvent('filechooser');
    await photo.getByRole('button', { name: '另选文件，替换 a.png' }).click();
    await (await dialog).setFiles([file('b.png', picture)]);
    await photo.getByRole('button', { name: '移除 b.png' }).waitFor();
    expect(await photo.getByText('a.png').count()).toBe(0);

    const papers = page.getByRole('group', { name: '字段 files' });
    await page.route(/\/uploads(\?|$)/, (route) => route.fulfill({ status: 429, body: '{}' }));
    await papers.locator('input[type=file]').setInputFiles([file('busy.txt')]);
    const again = papers.getByRole('button', { name: '重试 busy.txt' });
    await again.waitFor();
    await page.unroute(/\/uploads(\?|$)/);
    await again.click();
    await papers.getByRole('button', { name: '移除 busy.txt' }).waitFor();
    site().problems.splice(0);
  });

  it('filter a list: by whether there are any, how many, how large and of which types', async () => {
    const filed = async (text: string, names: readonly string[]) => {
      const { id } = await makeSpecimen(site(), { text });
      const page = await site().visit(at(id));
      const papers = page.getByRole('group', { name: '字段 files' });
      if (names.length === 0) return;
      await bring(papers, ...names.map((name) => file(name, name.endsWith('png') ? picture : 'x')));
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
    };
    await filed('filed none', []);
    await filed('filed one', ['a.png']);
    await filed('filed two', ['a.txt', 'b.txt']);
    const page = await site().visit({ path: '/forms/specimen?q=filed&view=manage&f.files.count=2..' });
    const bar = page.locator('gj-filter-bar');
    await bar.getByRole('button', { name: '字段 files › 个数: ≥ 2' }).waitFor();
    const shown = async (...texts: readonly string[]) =>
      expect
        .poll(async () =>
          (
            await Promise.all(
              ['none', 'one', 'two'].map(async (one) =>
                (await page.getByText(`filed ${one}`, { exact: true }).filter({ visible: true }).count()) > 0
                  ? one
                  : '',
              ),
            )
          ).filter(Boolean),
        )
        .toEqual([...texts]);
    await shown('two');
    await bar.getByRole('button', { name: '清除筛选' }).click();
    await page.getByRole('searchbox', { name: '在列表中查找' }).fill('filed');
    await shown('none', 'one', 'two');
    await bar.getByRole('button', { name: '添加筛选' }).click();
    await bar
      .getByRole('list', { name: '添加筛选' })
      .getByRole('button', { name: '字段 files', exact: true })
      .click();
    await page.getByRole('checkbox', { name: '没有', exact: true }).click();
    await shown('none');
    expect(new URL(page.url()).searchParams.get('f.files')).toBe('false');
    await page.getByRole('checkbox', { name: '有', exact: true }).click();
    await shown('one', 'two');
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: '添加筛选' }).click();
    await bar.getByRole('searchbox', { name: '查找字段' }).fill('files lx');
    await expect
      .poll(() => bar.getByRole('list', { name: '添加筛选' }).getByRole('button').allTextContents())
      .toEqual(['字段 files › 类型']);
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'PNG', exact: true }).click();
    await shown('one');
    await bar.getByRole('button', { name: '字段 files › 类型: PNG' }).waitFor();
  });

  itLong(
    'go on where they broke off after the page is loaded anew, and whole ones are offered again',
    async () => {
      const { id } = await makeSpecimen(site(), { text: 'broken off' });
      const page = await site().visit(at(id));
      const papers = page.getByRole('group', { name: '字段 files' });
      let sent = 0;
      // The first piece arrives; then the connection is gone.
      await page.route('**/api/uploads/*', (route) => {
        if (route.request().method() !== 'PATCH') return route.continue();
        sent += 1;
        return sent === 1 ? route.continue() : route.abort();
      });
      const large = mkdtempSync(join(tmpdir(), 'guiju-large-'));
      const [path, small] = [join(large, 'large.txt'), join(large, 'small.txt')];
      writeFileSync(path, 'line of a text\n'.repeat(700_000));
      writeFileSync(small, 'small');
      const choose = (...paths: string[]) => papers.locator('input[type=file]').setInputFiles(paths);
      await choose(path);
      await expect.poll(() => sent).toBeGreaterThan(1);
      await page.reload();
      // Not before: the page that was left would have gone on with it.
      await page.unroute('**/api/uploads/*');
      let begun = 0;
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().includes('/uploads')) begun += 1;
      });
      await choose(path);
      await papers.getByText('接着上次上传，从 40% 开始').waitFor();
      await papers.getByRole('button', { name: '移除 large.txt' }).waitFor();
      expect(begun).toBe(0);
      await choose(small);
      await papers.getByRole('button', { name: '移除 small.txt' }).waitFor();
      await page.reload();
      await papers.getByText('large.txt 已上传，还没有保存').waitFor();
      await papers.getByRole('button', { name: '放弃 large.txt' }).click();
      await papers.getByRole('button', { name: '放入 small.txt' }).click();
      await papers.getByRole('button', { name: '移除 small.txt' }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      await page.reload();
      await papers.getByRole('button', { name: '移除 small.txt' }).waitFor();
      expect(await papers.getByText('还没有保存').count()).toBe(0);
      rmSync(large, { recursive: true });
      // The browser says of each piece that it was not sent.
      site().problems.splice(0);
    },
  );

  it('that are damaged or locked are told, and stay to be downloaded', async () => {
    const { id } = await makeSpecimen(site(), { text: 'damaged' });
    const page = await site().visit(at(id));
    const papers = page.getByRole('group', { name: '字段 files' });
    await bring(
      papers,
      file('broken.pdf', '%PDF-1.7\n nothing'),
      file('broken.png', picture.subarray(0, 20)),
      file('empty.txt', ''),
    );
    await papers.getByRole('button', { name: 'broken.pdf', exact: true }).click();
    await page.getByText('这个 PDF 打不开').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText('图片打不开').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText('文件是空的').waitFor();
    await page.locator('gj-file-preview').getByRole('link', { name: '下载' }).waitFor();
  });

  it('say what a field takes before, and why one was refused', async () => {
    const { id } = await makeSpecimen(site(), { text: 'refused' });
    const page = await site().visit(at(id));
    const image = page.getByRole('group', { name: '字段 image', exact: true });
    await image.getByText('PNG、JPEG、GIF、WebP；最大 20 MB').waitFor();
    await image.locator('input[type=file]').setInputFiles([file('page.png', '<!doctype html><html>')]);
    await image.getByText('按内容是 HTML').waitFor();
    await image.getByRole('button', { name: '取消 page.png' }).click();
    await image.getByRole('button', { name: '选择一个文件' }).waitFor();
    const dropped = page.getByRole('group', { name: '字段 file', exact: true });
    await dropped.locator('gj-drop-zone > *').first().waitFor();
    await dropped.locator('gj-drop-zone').evaluate((zone) => {
      const data = new DataTransfer();
      data.items.add(new File(['dropped'], 'dropped.txt'));
      zone.shadowRoot?.firstElementChild?.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, composed: true }),
      );
    });
    await dropped.getByRole('button', { name: '移除 dropped.txt' }).waitFor();
  });

  it('of several records are downloaded as one zip, and where there are none, that is said', async () => {
    const { id } = await makeSpecimen(site(), { text: 'zipped' });
    const record = await site().visit(at(id));
    const papers = record.getByRole('group', { name: '字段 files' });
    await bring(papers, file('one.txt'));
    await record.keyboard.press('Control+s');
    await record.getByText('已保存').waitFor();
    await makeSpecimen(site(), { text: 'without' });
    const list = await site().visit({ path: '/forms/specimen?q=zipped' });
    await list.getByRole('checkbox').nth(1).check();
    const download = list.waitForEvent('download');
    await list.getByRole('button', { name: '下载文件' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    const other = await site().visit({ path: '/forms/specimen?q=without' });
    await other.getByRole('checkbox').nth(1).check();
    await other.getByRole('button', { name: '下载文件' }).click();
    await other.getByText('这些记录里没有您可以看的文件').waitFor();
  });

  itLong('stand small in a list, where they are pictures, and say their name where they cannot', async () => {
    const { id } = await makeSpecimen(site(), { text: 'small' });
    const record = await site().visit(at(id));
    const images = record.getByRole('group', { name: '字段 images', exact: true });
    await bring(images, file('whole.png', picture), file('cut.png', picture.subarray(0, 50)));
    await record.keyboard.press('Control+s');
    await record.getByText('已保存').waitFor();
    const columns = '/api/me/preferences/columns:specimen';
    await site().node.ask('PUT', columns, { shown: ['number', 'images'] });
    // Other lists show the columns that everybody has.
    onTestFinished(async () => void (await site().node.ask('DELETE', columns)));
    // One of them cannot be made small, which the browser says as well.
    const list = await site().visit({ path: '/forms/specimen?q=small' });
    const whole = list.getByAltText('whole.png');
    await expect.poll(() => whole.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(1);
    expect(await whole.getAttribute('src')).toContain('as=small');
    await list.getByText('cut.png', { exact: true }).waitFor();
    site().problems.splice(0);
  });

  itLong('leave with the workbook as one zip, and come back with it where they are gone', async () => {
    const { id } = await makeSpecimen(site(), { text: 'travelling' });
    const record = await site().visit(at(id));
    const papers = record.getByRole('group', { name: '字段 files' });
    await bring(papers, file('one.txt'), file('two.txt'));
    await record.keyboard.press('Control+s');
    await record.getByText('已保存').waitFor();
    const before = await readSpecimen(site(), id);
    const list = await site().visit({ path: '/forms/specimen?q=travelling' });
    await list.getByRole('button', { name: '导出' }).click();
    await list.getByRole('radio', { name: 'Excel 和文件' }).check();
    const download = list.waitForEvent('download');
    await list.locator('gj-export-dialog').getByRole('button', { name: '导出', exact: true }).click();
    await list.getByText('正在下载：工作簿和 2 个文件').waitFor();
    const zip = await (await download).path();
    await list.getByRole('button', { name: '完成' }).click();
    const match = { 'if-match': `"${String(before['revision'])}"` };
    const path = `/api/forms/specimen/records/${id}`;
    expect((await site().node.ask('PATCH', path, { files: [] }, match)).status).toBe(200);

    const again = await site().visit({ path: '/forms/specimen?q=travelling' });
    await again.getByRole('button', { name: '导入' }).click();
    await again.getByText('要带文件，把工作簿和文件打成一个 zip').waitFor();
    const dropped = again.getByLabel('选择文件');
    await dropped.setInputFiles({ name: 'back.zip', mimeType: 'application/zip', buffer: readFileSync(zip) });
    await again.getByRole('button', { name: '导入 1 条' }).click();
    await again.getByText('更新 1').first().waitFor();
    const held = (await readSpecimen(site(), id))['files'] as JsonObject[];
    expect(held.map(({ name, size }) => [name, size])).toEqual([
      ['one.txt', 18],
      ['two.txt', 18],
    ]);
  });
});
