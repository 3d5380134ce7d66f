import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { field, label } from './own-package.ts';
import { picture } from './picture.ts';

const content: JsonObject = {
  name: 'shelf',
  kind: 'master',
  label: label('架子', 'Shelf'),
  sharing: 'everybody',
  fields: [
    field('number', 'number', '编号', { pattern: 'S{seq:4}' }),
    field('row', 'text', '排'),
    field('level', 'integer', '层'),
  ],
};

inBrowser('indexes of a form', (site) => {
  it('are made of fields that are picked by what they are called, in their order', async () => {
    const steps = [{ do: 'add-form', content }];
    const begun = await site().node.ask('POST', '/api/design/drafts', { key: 'indexes-of-a-shelf', steps });
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    const indexes = async () => {
      const { log } = (await site().node.ask('GET', `/api/design/drafts/${String(begun.body['id'])}`)).body;
      const last = (log as { does: { step: JsonObject } }[]).at(-1)?.does.step;
      return last?.['target'] === 'indexes' ? (last['value'] ?? null) : undefined;
    };
    const page = await site().visit({ path: '/design/shelf?show=' });
    const editor = page.locator('gj-place-panel gj-indexes-editor');
    await page.locator('gj-place-panel summary', { hasText: '更多' }).click();
    const add = editor.getByLabel('添加索引：第一个字段');
    await add.selectOption({ label: '排' });
    await expect.poll(indexes).toEqual([['row']]);
    await editor.locator('gj-order-editor select').selectOption({ label: '层' });
    await expect.poll(indexes).toEqual([['row', 'level']]);
    await add.selectOption({ label: '层' });
    await expect.poll(indexes).toEqual([['row', 'level'], ['level']]);
    await editor.scrollIntoViewIfNeeded();
    expect(await axeNow(page)).toEqual([]);
    await picture(page, 'design-indexes');
  });
});
