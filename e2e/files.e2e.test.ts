import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
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

inBrowser('files of a record', (site) => {
  beforeAll(() => publishSpecimens(site()));
  const at = (id: string) => ({ path: `/forms/specimen/${id}` });

  it('are brought, named, put in order, taken away, saved and opened', async () => {
    const { id } = await makeSpecimen(site(), { text: 'papers' });
    const page = await site().visit(at(id));
    const papers = page.getByRole('group', { name: '字段 files' });
    await papers
      .locator('input[type=file]')
      .setInputFiles([file('one.txt'), file('two.txt'), file('three.txt')]);
    await papers.getByRole('button', { name: '移除 three.txt' }).waitFor();
    await papers.getByRole('button', { name: 'two.txt 上移' }).click();
    await papers.getByRole('button', { name: '移除 three.txt' }).click();
    const image = page.getByRole('group', { name: '字段 image', exact: true });
    await image.locator('input[type=file]').setInputFiles([file('seal.png', picture)]);
    await image.getByRole('button', { name: '移除 seal.png' }).waitFor();
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
    const links = again
      .getByRole('group', { name: '字段 files' })
      .getByRole('link', { name: 'one.txt', exact: true });
    const address = (await links.getAttribute('href')) ?? '';
    const answer = await again.evaluate(async (url) => {
      const got = await fetch(url);
      return [got.status, await got.text()];
    }, address);
    expect(answer).toEqual([200, 'content of one.txt']);
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
    await papers.locator('input[type=file]').setInputFiles([file('one.txt')]);
    await papers.getByRole('button', { name: '移除 one.txt' }).waitFor();
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

  it('leave with the workbook as one zip, and come back with it where they are gone', async () => {
    const { id } = await makeSpecimen(site(), { text: 'travelling' });
    const record = await site().visit(at(id));
    const papers = record.getByRole('group', { name: '字段 files' });
    await papers.locator('input[type=file]').setInputFiles([file('one.txt'), file('two.txt')]);
    await papers.getByRole('button', { name: '移除 two.txt' }).waitFor();
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
