import { expect, it } from 'vitest';
import { languages } from '../workshop/runs.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const words = {
  zh: {
    add: '添加字段：公式',
    formula: '公式',
    into: '加到表单',
    gives: '计算结果：',
    closed: '缺少',
    kept: '设置和参数取保存时的值',
    meant: '改用 name（名称）',
    missing: '还要填：',
  },
  en: {
    add: 'Add a field: Formula',
    formula: 'Formula',
    into: 'Add to the form',
    gives: 'Result: ',
    closed: 'missing',
    kept: 'Settings and parameters are read',
    meant: 'Use name (Name)',
    missing: 'Still missing',
  },
} as const;

inBrowser('the editor of formulas', (site) => {
  it.each(languages)(
    'offers names, marks mistakes, tries what is typed, and the form has it (%s)',
    async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/design/invoice-item', language });
      await page.getByRole('button', { name: said.add, exact: true }).click();
      await page.keyboard.type(language === 'zh' ? '说明' : 'Explanation');
      const editor = page.locator('gj-formula-editor');
      const area = editor.getByRole('textbox', { name: said.formula, exact: true });
      await area.click();
      // More than there is room for: they scroll, and the one that is picked is seen.
      await page.keyboard.type('s');
      const list = editor.getByRole('listbox');
      await list.waitFor();
      expect(await list.evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true);
      expect(await axeNow(page)).toEqual([]);
      const isSeen = () =>
        list.evaluate((one) => {
          const [frame, line] = [one, one.querySelector('[aria-selected=true]')].map((part) =>
            part?.getBoundingClientRect(),
          );
          return (
            frame !== undefined && line !== undefined && line.bottom <= frame.bottom && line.top >= frame.top
          );
        });
      await page.keyboard.press('ArrowUp');
      await expect.poll(isSeen).toBe(true);
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await expect.poll(isSeen).toBe(true);
      const first = await list.getByRole('option', { selected: true }).locator('code').innerText();
      await page.keyboard.press('Enter');
      await expect.poll(() => area.inputValue()).toBe(first);
      await area.fill('');
      await page.keyboard.type('upp');
      await editor.getByRole('option', { name: /^upper\(/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type('nam');
      const offered = editor.getByRole('option');
      await offered.first().waitFor();
      await picture(page, `formula-offers-${language}`);
      await page.keyboard.press('Escape');
      await page.keyboard.type('e');
      await editor.getByRole('alert').filter({ hasText: said.closed }).waitFor();
      expect(await editor.locator('mark').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.keyboard.type(') & "!"');
      await editor.getByRole('status').filter({ hasText: said.gives }).waitFor();
      expect(await editor.getByRole('alert').count()).toBe(0);
      await page.keyboard.type(' & $param.system.mail');
      await editor.getByRole('option', { name: /^\$param\.system\.mailAttachmentLimit/ }).waitFor();
      await picture(page, `formula-parameter-offers-${language}`);
      await page.keyboard.press('Enter');
      await editor.getByRole('status').filter({ hasText: said.gives }).waitFor();
      await editor.getByText(said.kept).waitFor();
      await settled(page);
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
      ] as const) {
        await page.setViewportSize({ width, height });
        await settled(page);
        expect(await cutElements(page)).toEqual([]);
        await picture(page, `formula-${language}-${width}`);
      }
      expect(await axeNow(page)).toEqual([]);
      await page.getByRole('button', { name: said.into, exact: true }).click();
      await page
        .getByText(language === 'zh' ? /步改动已保存/ : /changes?, kept|saved/)
        .first()
        .waitFor();
      const stored = async () => {
        const { body } = await site().node.ask('GET', '/api/design/drafts');
        const [first] = body['items'] as readonly { readonly id: string }[];
        return JSON.stringify((await site().node.ask('GET', `/api/design/drafts/${first?.id}`)).body['log']);
      };
      await expect.poll(stored).toContain('upper(name) & \\"!\\" & $param.system.mailAttachmentLimit');
    },
  );

  it.each(languages)(
    'offers the field whose label somebody wrote, and misses no formula (%s)',
    async (language) => {
      const said = words[language];
      const page = await site().visit({ path: '/design/invoice-item', language });
      await page.getByRole('button', { name: said.add, exact: true }).click();
      await page.keyboard.type(language === 'zh' ? '说明' : 'Explanation');
      const editor = page.locator('gj-formula-editor');
      const area = editor.getByRole('textbox', { name: said.formula, exact: true });
      await area.fill(language === 'zh' ? 'upper(名称)' : 'upper(Name)');
      const meant = editor.getByRole('button', { name: said.meant });
      await meant.waitFor();
      await area.press('Control+Enter');
      expect(await page.getByText(said.missing, { exact: false }).count()).toBe(0);
      await picture(page, `formula-meant-${language}`);
      await meant.click();
      await expect.poll(() => area.inputValue()).toBe('upper(name)');
      await editor.getByRole('status').filter({ hasText: said.gives }).waitFor();
    },
  );
});
