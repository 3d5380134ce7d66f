import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';

inBrowser('a record that is not shared', (site) => {
  it('is nowhere named: in its place stands whose it is, and nothing leads to it', async () => {
    const { ask } = site().node;
    const category = { number: 'GEHEIM-1', name: '内部分类', sharing: 'private' };
    expect((await ask('POST', '/api/forms/invoice-item-category/records?org=root', category)).status).toBe(
      201,
    );
    const item = await ask('POST', '/api/forms/invoice-item/records?org=root', {
      number: 'OFFEN-1',
      name: '公开项',
      sharing: 'global',
      category: { number: 'GEHEIM-1' },
      taxCategory: { number: '1010101010000000000' },
      priority: 1,
    });
    if (item.status !== 201) expect.fail(JSON.stringify(item.body));
    const south = { number: 'WITHHELD', name: '另一家', parent: { number: 'root' } };
    expect((await ask('POST', '/api/forms/organisation/records', south)).status).toBe(201);
    const reader = { number: 'withheld', name: '读者', organisation: { number: 'WITHHELD' } };
    const roles = [{ role: { number: 'reader' }, organisation: { number: 'WITHHELD' } }];
    const user = await ask('POST', '/api/forms/user/records', { ...reader, roles });
    const { gate } = site().node.node;
    await gate.setPassword({ id: String(user.body['id']), number: 'withheld' }, 'correct horse battery');

    const page = await site().visit({ user: 'withheld', path: '/forms/invoice-item?q=OFFEN-1' });
    await page.getByRole('link', { name: 'OFFEN-1' }).waitFor();
    const cell = page.getByText('另一组织的数据').first();
    await cell.waitFor();
    expect(await cell.getAttribute('title')).toContain('当前组织不能使用');
    expect(await cell.locator('xpath=ancestor-or-self::a').count()).toBe(0);
    expect(await cutElements(page)).toEqual([]);
    await page.goto(`${site().url}/forms/invoice-item/${String(item.body['id'])}`);
    await page.getByText('OFFEN-1').first().waitFor();
    await page.locator('gj-record-field').getByText('另一组织的数据').waitFor();
    expect(await page.content()).not.toMatch(/GEHEIM|内部分类/);
  });
});
