import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/json.ts';
import { notePackage } from '../runtime/server/test-node.suite.ts';
import { inBrowser } from './browser.ts';

const label = (zh: string, en: string) => ({ zh, en });
const contract: JsonObject = {
  ...{ name: 'contractNo', kind: 'text', length: 40, label: label('合同号', 'Contract number') },
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

function cell(page: Page, text: string) {
  return page.locator('gj-record-grid').getByText(text, { exact: true }).first();
}
