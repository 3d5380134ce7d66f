import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';
import { pressInHead } from './press-in-head.ts';

inBrowser(
  'the life of a rule',
  (site) => {
    const openPanel = async (page: Page) => {
      await pressInHead(page, '管控');
      await page.locator('gj-sharing-panel').getByText('使用它的组织').first().waitFor();
    };
    const window = (page: Page) => page.locator('gj-condition-window');

    /** A condition on the buyer and one on the lines, picked part by part. */
    const build = async (page: Page, name: string) => {
      await page.getByRole('textbox', { name: '名称', exact: true }).fill(name);
      await page.getByRole('combobox', { name: '税收分类名称' }).click();
      await page.getByRole('option').filter({ visible: true }).nth(1).click();
      await page.getByRole('button', { name: /^设置条件/ }).click();
      await window(page).getByRole('button', { name: '添加条件', exact: true }).click();
      await expect.poll(() => focused(page)).toBe('字段');
      await page.keyboard.type('购方名称');
      await page.locator('gj-fact-picker [role=option]').first().waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page)).toBe('比较方式');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await expect.poll(() => focused(page)).toBe('比较值');
      await page.keyboard.type('华东公司');
      await window(page).getByRole('button', { name: '添加条件组' }).last().click();
      await expect.poll(() => focused(page)).toBe('字段');
      await page.keyboard.type('金额（不含税）');
      await page
        .locator('gj-fact-picker [role=option]', { hasText: /(?<!红冲)金额（不含税）/ })
        .last()
        .click();
      await window(page).getByRole('combobox', { name: '各行' }).selectOption('sum');
      await window(page).getByRole('combobox', { name: '比较方式' }).last().selectOption('greaterThan');
      const limit = window(page).getByRole('textbox', { name: '比较值' });
      await expect.poll(() => limit.count()).toBe(2);
      await limit.last().fill('100');
      await expect
        .poll(() => page.getByRole('status', { name: '条件读作' }).textContent())
        .toMatch(/购方名称 等于 “华东公司” 且 .*金额（不含税）合计 大于 100/);
    };

    it('is built, tried, compared, assigned, personalised, shared anew and handed on', async () => {
      const page = await site().visit({ path: '/forms/invoice-item/new' });
      await build(page, '首条规则');
      await window(page).getByRole('button', { name: '试算' }).click();
      await window(page).getByRole('button', { name: '填入满足条件的示例' }).click();
      await page.locator('gj-condition-trial .verdict.holds').waitFor();
      await page.getByRole('combobox', { name: '从已有单据带入' }).click();
      await page.getByRole('option').filter({ visible: true }).first().click();
      await page.locator('gj-condition-trial .verdict.fails').waitFor();
      await window(page).getByRole('button', { name: '确定' }).click();
      await page.keyboard.press('Control+s');
      await page.waitForURL(/invoice-item\/[0-9a-f-]{36}/);

      // The same again: the editor says what that means before it is saved.
      const other = await site().visit({ path: '/forms/invoice-item/new' });
      await build(other, '次条规则');
      await window(other)
        .getByRole('link', { name: /首条规则/ })
        .waitFor();
      await window(other).getByText('同级重叠').waitFor();

      await openPanel(page);
      await page.getByRole('button', { name: '更改管控策略…' }).click();
      await page.getByRole('radio', { name: /自由分配/ }).check();
      await page.getByRole('button', { name: '更改', exact: true }).click();
      await page.getByText('管控策略已改为“自由分配”').waitFor();
      await page.getByRole('button', { name: '分配…', exact: true }).click();
      await page.getByRole('treeitem', { name: /苏州物流/ }).click();
      expect(await page.getByRole('treeitem', { name: /^华东公司/ }).getAttribute('aria-checked')).toBe(
        'mixed',
      );
      await page.getByRole('treeitem', { name: /^北方公司/ }).click();
      await page.getByRole('button', { name: '分配 (2)' }).click();
      await page.getByText('已分配 2 项').waitFor();

      // An organisation's own copy keeps it from being taken away.
      const north = await site().visit({ path: new URL(page.url()).pathname });
      await north.getByRole('combobox', { name: '当前组织' }).click();
      await north.getByRole('option', { name: /^北方公司/ }).click();
      await openPanel(north);
      await north.getByRole('button', { name: '个性化…' }).click();
      await north.getByRole('button', { name: '个性化', exact: true }).click();
      await north.getByText('本组织现在有自己的副本').waitFor();
      await page.getByRole('button', { name: '更改管控策略…' }).click();
      await page.getByRole('radio', { name: /私有/ }).check();
      await page.getByRole('alert').getByText('个性化副本').waitFor();
      await page.keyboard.press('Escape');
      await north.getByRole('button', { name: '取消个性化…' }).click();
      await north.getByRole('button', { name: '取消个性化', exact: true }).click();
      await north.getByText('已取消个性化').waitFor();

      await page.getByRole('button', { name: '更改管控策略…' }).click();
      await page.getByRole('radio', { name: /管控范围/ }).check();
      await page.getByRole('button', { name: '取消 2 项分配并更改' }).click();
      await page.getByText('管控策略已改为“管控范围内共享”').waitFor();
      await page.getByRole('button', { name: '移交…' }).click();
      await page.getByRole('treeitem', { name: /^华东公司/ }).click();
      await page.getByText(/个组织将不能再使用/).waitFor();
      await page.getByRole('button', { name: '移交', exact: true }).click();
      await page.getByText('创建组织已改为“华东公司”').waitFor();

      const { body } = await site().node.ask(
        'GET',
        '/api/forms/invoice-item/records?view=manage&name=首条规则',
      );
      expect((body['items'] as { org: { number: string }; sharing: string }[])[0]).toMatchObject({
        org: { number: 'EAST' },
        sharing: 'scope',
      });
    });

    it('gets the default of a field as soon as the field is shown, and loses it with the field', async () => {
      const rules = '/api/forms/merge-rule/records';
      const { body } = await site().node.ask('POST', rules, { number: 'HB-SHOWN', name: '合并' });
      const page = await site().visit({ path: `/forms/merge-rule/${body['id']}` });
      const merging = page.getByRole('checkbox', { name: '明细合并', exact: true });
      const handling = page.getByRole('combobox', { name: '明细行合并处理规则' });
      await merging.waitFor();
      expect(await handling.count()).toBe(0);
      await merging.check();
      await expect.poll(() => handling.inputValue()).toBe('数量累加，反算单价');
      await merging.uncheck();
      await expect.poll(() => handling.count()).toBe(0);
      const unsaved = page.locator('gj-page-head').getByText('未保存', { exact: true });
      await expect.poll(() => unsaved.filter({ visible: true }).count()).toBe(0);
      await merging.check();
      await expect.poll(() => handling.inputValue()).toBe('数量累加，反算单价');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const saved = await site().node.ask('GET', `${rules}/${body['id']}`);
      expect(saved.body).toMatchObject({ mergeLines: true, lineHandling: 'add', zeroQuantity: 'empty' });
    });
  },
  { demo: true },
);
