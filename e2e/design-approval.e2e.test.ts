import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { pressInHead } from './press-in-head.ts';

inBrowser('the approval of a form that is designed', (site) => {
  beforeAll(async () => {
    await publishFiles(site(), {
      'package.json': {
        name: 'leases',
        version: '1.0.0',
        guiju: { prefix: 'le', label: label('租赁', 'Leases') },
      },
      'forms/lease.json': {
        name: 'lease',
        kind: 'master',
        label: label('租约', 'Lease'),
        sharing: { allowed: ['private'], default: 'private' },
        fields: [
          field('number', 'number', '编号', { pattern: 'L{seq:4}' }),
          field('subject', 'text', '事由', { required: true }),
        ],
      },
    });
  });

  it('is added by one click, its actions say in words what they do, and who approves is asked in the inbox', async () => {
    const page = await site().visit({ path: '/design/lease?tab=rules' });
    await page.getByRole('button', { name: '添加审核' }).click();
    const panel = page.locator('gj-place-panel');
    const does = panel.getByLabel('做什么', { exact: true });
    await does.waitFor();
    expect(await does.locator('option').allInnerTexts()).toEqual(['（默认）', '修改字段']);
    const sets = panel.getByRole('group', { name: '把字段改成' });
    await sets.getByRole('combobox', { name: '审核状态' }).waitFor();
    await expect.poll(() => sets.getByRole('combobox', { name: '审核状态' }).inputValue()).toBe('已审核');
    await picture(page, 'design-approval');
    // A further field of the action, typed as on the form.
    await sets.getByLabel('添加要改的字段').selectOption({ label: '事由' });
    await sets.getByRole('textbox', { name: '事由' }).fill('同意');
    await sets.getByRole('textbox', { name: '事由' }).press('Tab');
    await expect.poll(() => page.getByRole('button', { name: '添加审核' }).count()).toBe(0);
    await page.getByRole('button', { name: '发布…' }).click();
    const publish = page.getByRole('button', { name: '发布', exact: true });
    await expect.poll(() => publish.isEnabled(), { timeout: 60_000 }).toBe(true);
    await publish.click();
    await page.getByRole('heading', { level: 1, name: '租约' }).waitFor();

    const { ask } = site().node;
    const { id } = (await ask('POST', '/api/forms/lease/records', { subject: '三楼' })).body;
    await page.goto(`/forms/lease/${String(id)}`);
    await pressInHead(page, '提交');
    await page.getByText('已提交', { exact: true }).first().waitFor();
    await page.goto('/inbox');
    await page
      .getByRole('listitem')
      .filter({ hasText: '审核租约' })
      .getByRole('button', { name: '审核' })
      .click();
    await expect
      .poll(async () => (await ask('GET', `/api/forms/lease/records/${String(id)}`)).body)
      .toMatchObject({ subject: '同意', local_approvalStatus: 'approved' });
  });
});
