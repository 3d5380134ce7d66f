import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { notePackage } from '../runtime/server/test-node.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { inBrowser } from './browser.ts';
import { settled } from './settled.ts';

const label = (zh: string, en: string) => ({ zh, en });
const contract: JsonObject = {
  name: 'contractNo',
  kind: 'text',
  length: 40,
  label: label('合同号', 'Contract number'),
};
const place: JsonObject = { list: { columns: ['number', 'contractNo'], search: ['number'] } };
const records = '/api/forms/note/records';

inBrowser('a field that a package adds', (site) => {
  it('is in the form, the list, the condition and the import as soon as it is published, with no restart', async () => {
    const { node } = site();
    await node.publish([notePackage([])]);
    expect((await node.ask('POST', records, { number: 'N1' })).status).toBe(201);
    const page = await site().visit({ path: '/forms/note' });
    await cell(page, 'N1').waitFor();
    expect(await page.getByText('合同号').count()).toBe(0);

    await node.publish([notePackage([contract], place)]);
    // Form.
    await page.goto(`${site().url}/forms/note/new`);
    await page.getByLabel('编码').fill('N2');
    await page.getByLabel('合同号').fill('HT-7');
    await page.keyboard.press('Control+s');
    await page.waitForURL(/\/forms\/note\/[0-9a-f-]{36}/);
    // List.
    await page.goto(`${site().url}/forms/note`);
    await cell(page, 'HT-7').waitFor();
    // Condition, built by picking the new field.
    await page.getByRole('button', { name: '条件筛选' }).click();
    await page.locator('gj-condition-editor').waitFor();
    const condition = encodeURIComponent(
      JSON.stringify({ fact: 'contractNo', operator: 'equal', value: 'HT-7' }),
    );
    await page.goto(`${site().url}/forms/note?filter=${condition}`);
    await cell(page, 'N2').waitFor();
    await page.getByText('共 1 条').waitFor();
    // Import.
    await page.getByRole('button', { name: '导入' }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'notes.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('编码,合同号\r\nN1,HT-1\r\nN3,HT-3\r\n'),
    });
    await page.getByText('将新增 1 条').waitFor();
    await page.getByText('将更新 1 条').waitFor();
    await page.getByRole('button', { name: '导入 2 条' }).click();
    await page.getByText('新增 1 条', { exact: true }).waitFor();
    const { body } = await node.ask('GET', `${records}?sort=number&fields=number,contractNo`);
    expect((body['items'] as JsonObject[]).map((item) => [item['number'], item['contractNo']])).toEqual([
      ['N1', 'HT-1'],
      ['N2', 'HT-7'],
      ['N3', 'HT-3'],
    ]);
  });
});

inBrowser('a publish while somebody looks at a list', (site) => {
  const title = (name: string, zh: string): JsonObject => ({
    id: 'fTitle',
    name,
    kind: 'text',
    length: 40,
    label: label(zh, name),
  });
  const columns = (...ids: readonly string[]): JsonObject => ({
    list: { columns: ['number', ...ids], search: ['number'], filters: ['fTitle'] },
  });
  const look = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

  it('shows its new column at once, with the same filter of a field that is renamed, at the same row', async () => {
    const { node } = site();
    await node.publish([notePackage([title('heading', '标题')], columns('fTitle'))]);
    const many = Array.from({ length: 300 }, (_, at) => ({
      op: 'create',
      body: { number: `N${String(at).padStart(3, '0')}`, heading: at % 2 ? '甲' : '乙' },
    }));
    await node.ask('POST', '/api/forms/note/batch', { items: many });
    const page = await site().visit({ path: '/forms/note?f.heading=甲&sort=-heading,number' });
    await cell(page, 'N001').waitFor();
    await page.getByRole('checkbox', { name: '选择 N003', exact: true }).click();
    await page.locator('gj-record-grid vaadin-grid').evaluate((grid) => {
      (grid as HTMLElement & { scrollToIndex(row: number): void }).scrollToIndex(40);
    });
    await cell(page, 'N081').waitFor();
    const before = await page
      .locator('gj-record-grid')
      .evaluate((grid) => (grid as unknown as { row: number }).row);
    expect(before).toBeGreaterThan(20);

    await node.publish([notePackage([title('subject', '主题'), contract], columns('fTitle', 'contractNo'))]);
    await look(page);
    await page.getByText('表单已更新，页面已随之变化').waitFor();
    await page.locator('gj-record-grid').getByText('合同号').first().waitFor();
    await cell(page, 'N081').waitFor();
    expect(decodeURIComponent(new URL(page.url()).search)).toBe('?f.subject=甲&sort=-subject,number');
    const now = () =>
      page.locator('gj-record-grid').evaluate((grid) => (grid as unknown as { row: number }).row);
    await expect.poll(async () => Math.abs((await now()) - before)).toBeLessThan(2);
    expect(await page.getByText('已选 1 条').count()).toBe(1);
  });

  itLong('waits until nothing lies over the list, and says nothing where the form is the same', async () => {
    const { node } = site();
    await node.publish([notePackage([title('subject', '主题')], columns('fTitle'))]);
    expect((await node.ask('POST', records, { number: 'M001' })).status).toBe(201);
    const page = await site().visit({ path: '/forms/note' });
    await cell(page, 'M001').waitFor();
    await page.getByRole('button', { name: '导入' }).click();
    await node.publish([notePackage([title('subject', '主题'), contract], columns('fTitle', 'contractNo'))]);
    const learnt = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/forms');
    await look(page);
    await learnt;
    expect(await page.getByText('表单已更新').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByText('表单已更新').waitFor();
    await page.locator('gj-record-grid').getByText('合同号').first().waitFor();

    await page.reload();
    await cell(page, 'M001').waitFor();
    const same = [title('subject', '主题'), contract];
    await node.publish([notePackage(same, columns('fTitle', 'contractNo'), '1.0.1')]);
    const notice = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/forms');
    await look(page);
    await notice;
    await settled(page);
    expect(await page.getByText('表单已更新').count()).toBe(0);
  });
});

inBrowser('a publish while somebody fills in a record', (site) => {
  const field = (id: string, name: string, zh: string): JsonObject => ({
    id,
    name,
    kind: 'text',
    length: 40,
    label: label(zh, name),
  });
  const lines = (...fields: readonly JsonObject[]): JsonObject => ({
    name: 'lines',
    kind: 'entries',
    label: label('明细', 'Lines'),
    fields,
  });
  const first = notePackage([
    ...[field('fTitle', 'heading', '标题'), field('fPlace', 'place', '地点'), field('fOld', 'old', '旧字段')],
    lines(field('fItem', 'item', '品名')),
  ]);

  it('is noticed: the page follows, and what was typed stays where its field still is', async () => {
    const { node } = site();
    await node.publish([first]);
    const { body } = await node.ask('POST', records, { number: 'N1', heading: '甲', place: '北京' });
    const path = `/forms/note/${String(body['id'])}`;
    const page = await site().visit({ path });
    const fresh = await site().visit({ path: '/forms/note/new' });
    for (const one of [page, fresh]) {
      await one.getByLabel('标题').fill('改过的标题');
      await one.getByLabel('旧字段').fill('没有去处');
      await one.locator('gj-sheet').evaluate((sheet) => (sheet as HTMLElement).focus());
      await one.keyboard.type('一行');
      await one.keyboard.press('Tab');
    }
    await fresh.getByLabel('编码').fill('N2');
    // A person is in the middle of typing.
    await page.getByLabel('地点').fill('上');

    await node.publish([
      notePackage([
        ...[
          field('fTitle', 'title', '题目'),
          field('fPlace', 'place', '地点'),
          field('fNew', 'added', '新字段'),
        ],
        lines(field('fItem', 'goods', '货品'), field('fNote', 'remark', '备注')),
      ]),
    ]);
    for (const one of [page, fresh]) {
      await one.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await one.getByLabel('新字段').waitFor();
      await one.getByText('旧字段（“没有去处”） 已不在其中').waitFor();
      expect(await one.getByLabel('题目').inputValue()).toBe('改过的标题');
      await one.locator('gj-sheet').getByRole('columnheader', { name: '备注' }).waitFor();
      await one.locator('gj-sheet').getByRole('gridcell', { name: '一行' }).waitFor();
    }
    await page.keyboard.type('海');
    for (const one of [page, fresh]) {
      await one.getByLabel('新字段').fill('有了');
      await one.keyboard.press('Control+s');
      await one.getByText('已保存').waitFor();
    }
    const saved = await node.ask('GET', `${records}?sort=number&fields=number,title,place,added,lines`);
    const row = { goods: '一行', remark: null };
    const own = (saved.body['items'] as JsonObject[]).filter(({ number }) => number !== 'N9');
    expect(own).toMatchObject([
      { number: 'N1', title: '改过的标题', place: '上海', added: '有了', lines: [row] },
      { number: 'N2', title: '改过的标题', place: null, added: '有了', lines: [row] },
    ]);
  });

  itLong('is noticed by the save that meets it: nothing is lost, and the next save is taken', async () => {
    const { node } = site();
    await node.publish([first]);
    const page = await site().visit({ path: '/forms/note/new' });
    await page.getByLabel('编码').fill('N9');
    await page.getByLabel('标题').fill('撞上了');
    await node.publish([notePackage([field('fTitle', 'subject', '主题')])]);
    await page.keyboard.press('Control+s');
    await page.getByText('表单已更新').waitFor();
    expect(await page.getByLabel('主题').inputValue()).toBe('撞上了');
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    const { body } = await node.ask('GET', `${records}?number=N9&fields=subject`);
    expect(body['items']).toMatchObject([{ subject: '撞上了' }]);
  });

  itLong('that leaves the form alone is not noticed', async () => {
    const { node } = site();
    const same = notePackage([field('fTitle', 'subject', '主题')]);
    await node.publish([same]);
    const page = await site().visit({ path: '/forms/note/new' });
    await page.getByLabel('主题').fill('不受打扰');
    await node.publish([notePackage([field('fTitle', 'subject', '主题')], {}, '1.0.1')]);
    const learnt = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/forms');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await learnt;
    await settled(page);
    expect(await page.getByText('表单已更新').count()).toBe(0);
    expect(await page.getByLabel('主题').inputValue()).toBe('不受打扰');
  });
});

function cell(page: Page, text: string) {
  return page.locator('gj-record-grid').getByText(text, { exact: true }).first();
}

inBrowser('a rule that a publish leaves out of date', (site) => {
  const pictures = (fields: readonly JsonObject[], version: string) => {
    const condition = {
      name: 'condition',
      kind: 'condition',
      facts: 'note',
      label: label('条件', 'Condition'),
    };
    const form = { match: { facts: 'note', order: ['number'], result: ['number'] } };
    return notePackage([condition, ...fields], form, version);
  };

  itLong('says above itself what was left out, and reads its condition as before', async () => {
    const { node } = site();
    await node.publish([pictures([contract], '1.0.0')]);
    const { body } = await node.ask('POST', records, {
      number: 'R1',
      condition: { fact: 'contractNo', operator: 'equal', value: 'HT-7' },
    });
    await node.publish([pictures([], '1.1.0')]);
    const page = await site().visit({ path: `/forms/note/${String(body['id'])}` });
    await page.locator('gj-record-stopped').getByText('合同号').waitFor();
    await page.getByText('合同号 等于 “HT-7”').first().waitFor();
  });
});
